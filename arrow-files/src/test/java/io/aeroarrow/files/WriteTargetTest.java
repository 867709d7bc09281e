package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import io.aeroarrow.files.internal.output.AtomicFileOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the targets of a write: an incomplete file never appears under the target's name. */
class WriteTargetTest {

    private static final Schema SCHEMA = TestBatches.everyType();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void keepsTheOldFileAfterAnError(FileFormat format) throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "before");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 10, allocator)) {
            FileWriteOptions failing = FileWriteOptions.DEFAULT.withProgress(written -> {
                if (written.batches() == 2) {
                    throw new IllegalStateException("enough");
                }
            });
            assertThatThrownBy(() -> ArrowFiles.write(source, file, format, failing))
                    .hasMessage("enough");
        }
        assertThat(file).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @EnumSource
    void leavesNoFileAfterAnInterrupt(FileFormat format) throws IOException {
        Path file = directory.resolve("data");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 10, allocator)) {
            FileWriteOptions interrupting = FileWriteOptions.DEFAULT.withProgress(
                    written -> Thread.currentThread().interrupt());
            assertThatThrownBy(() -> ArrowFiles.write(source, file, format, interrupting))
                    .isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"x.csv.gz, CSV, true", "x.JSONL.GZ, JSON_LINES, true", "x.csv, CSV, false", "x.gz, PARQUET, false"})
    void compressesTextFilesByTheirSuffix(String name, FileFormat format, boolean gzipped) throws IOException {
        Path file = directory.resolve(name);
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 1, 10, allocator)) {
            ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT);
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat((bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b).isEqualTo(gzipped);
        FileReadOptions options = FileReadOptions.DEFAULT.withSchema(SCHEMA);
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader back = ArrowFiles.read(file, format, options, allocator)) {
            assertThat(TestBatches.rows(back)).hasSize(10);
        }
    }

    @Test
    void leavesNoFileIfTheJvmExits() throws Exception {
        Process exiting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExitingWriter.class.getName(),
                        directory.resolve("x.csv").toString())
                .inheritIO()
                .start();
        assertThat(exiting.waitFor()).isEqualTo(3);
        assertThat(directory).isEmptyDirectory();
    }

    /** Exits while a file is being written, as a signal does. */
    static final class ExitingWriter {
        private ExitingWriter() {}

        public static void main(String[] words) throws IOException {
            AtomicFileOutput file = AtomicFileOutput.create(Path.of(words[0]));
            file.stream().write('x');
            System.exit(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void replacesTheTargetOfASymbolicLink(FileFormat format) throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "before");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        List<WriteTotals> progress = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 10, allocator)) {
            WriteTotals written =
                    ArrowFiles.write(source, link, format, FileWriteOptions.DEFAULT.withProgress(progress::add));
            assertThat(written).isEqualTo(new WriteTotals(30, 3, Files.size(file)));
        }
        assertThat(link).isSymbolicLink();
        assertThat(progress).extracting(WriteTotals::rows).containsExactly(10L, 20L, 30L);
    }

    @ParameterizedTest
    @EnumSource
    void writesACompleteFileToAStreamAndLeavesItOpen(FileFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new IllegalStateException("the caller owns the stream");
            }
        };
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 10, allocator)) {
            WriteTotals written = ArrowFiles.write(source, bytes, format, FileWriteOptions.DEFAULT);
            assertThat(written).isEqualTo(new WriteTotals(30, 3, bytes.size()));
            Path file = Files.write(directory.resolve("data"), bytes.toByteArray());
            try (ArrowReader back =
                    ArrowFiles.read(file, format, FileReadOptions.DEFAULT.withSchema(SCHEMA), allocator)) {
                assertThat(TestBatches.rows(back)).hasSize(30);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void reportsAFullDisk(FileFormat format) throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space left");
            }
        };
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 10, allocator)) {
            assertThatThrownBy(() -> ArrowFiles.write(source, full, format, FileWriteOptions.DEFAULT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no space left");
        }
    }

    @Test
    void rejectsADirectoryAndAnUnsupportedCompression() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 0, 0, allocator)) {
            assertThatThrownBy(() -> ArrowFiles.write(source, directory, FileFormat.CSV, FileWriteOptions.DEFAULT))
                    .isInstanceOf(ArrowFileException.class)
                    .hasMessageContaining("is a directory");
            assertThatThrownBy(() -> ArrowFiles.write(
                            source,
                            directory.resolve("a"),
                            FileFormat.CSV,
                            FileWriteOptions.DEFAULT.withCompression(FileCompression.LZ4)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("CSV does not support LZ4 compression. Choose one of [NONE, GZIP]");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void findsTheFormatOfAFileName() {
        for (FileFormat format : FileFormat.values()) {
            for (String suffix : format.suffixes()) {
                assertThat(FileFormat.ofName(Path.of("dir", "DATA" + suffix))).isEqualTo(format);
            }
        }
        assertThatThrownBy(() -> FileFormat.ofName(Path.of("data.xls")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("data.xls")
                .hasMessageContaining(".parquet");
    }
}

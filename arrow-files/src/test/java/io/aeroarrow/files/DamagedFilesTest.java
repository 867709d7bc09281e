package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A truncated or corrupt file is an error that names the file, and no memory leaks. */
class DamagedFilesTest {

    private static final Schema SCHEMA = TestBatches.everyType();

    @TempDir
    Path directory;

    private byte[] written(FileFormat format) throws IOException {
        return written(format, FileWriteOptions.DEFAULT);
    }

    private byte[] written(FileFormat format, FileWriteOptions options) throws IOException {
        Path file = directory.resolve("whole");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 20, allocator)) {
            ArrowFiles.write(source, file, format, options);
        }
        return Files.readAllBytes(file);
    }

    private List<List<Object>> read(byte[] bytes, FileFormat format) throws IOException {
        Path file = Files.write(directory.resolve("damaged"), bytes);
        try (BufferAllocator allocator = new RootAllocator()) {
            try (ArrowReader reader =
                    ArrowFiles.read(file, format, FileReadOptions.DEFAULT.withSchema(SCHEMA), allocator)) {
                return TestBatches.rows(reader);
            } finally {
                assertThat(allocator.getAllocatedMemory()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ARROW_FILE", "ARROW_STREAM", "PARQUET"})
    void reportsATruncatedFileAtEveryLength(FileFormat format) throws IOException {
        byte[] whole = written(format);
        for (int length = 0; length < whole.length; length += 1 + length / 20) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut, format))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(ArrowFileException.class)
                    .hasMessageContaining("damaged");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CSV", "JSON_LINES"})
    void reportsATruncatedLine(FileFormat format) throws IOException {
        byte[] whole = written(format);
        byte[] cut = Arrays.copyOf(whole, whole.length - 50);
        assertThatThrownBy(() -> read(cut, format))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("damaged, row 60, line ");
    }

    @ParameterizedTest
    @EnumSource
    void reportsAWrongByteOrReadsOtherValues(FileFormat format) throws IOException {
        assertDamageIsReported(written(format), format);
    }

    @ParameterizedTest
    @CsvSource({"ARROW_STREAM, LZ4", "ARROW_STREAM, ZSTD", "ARROW_FILE, LZ4", "ARROW_FILE, ZSTD"})
    void reportsAWrongByteInCompressedDataOrReadsOtherValues(FileFormat format, FileCompression compression)
            throws IOException {
        assertDamageIsReported(written(format, FileWriteOptions.DEFAULT.withCompression(compression)), format);
    }

    private void assertDamageIsReported(byte[] whole, FileFormat format) throws IOException {
        Random random = new Random(5);
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            byte[] wrong = whole.clone();
            wrong[random.nextInt(wrong.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                // Without a checksum, a changed but valid value is not detected.
                assertThat(read(wrong, format)).isNotNull();
            } catch (ArrowFileException e) {
                failed++;
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        assertThat(failed).isPositive();
    }

    @Test
    void reportsAStructWhoseChildHasFewerValues() throws IOException {
        Field x = Field.nullable("x", new ArrowType.Int(32, true));
        Field point = new Field("point", FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(x));
        assertDamaged(
                point,
                vector -> ((StructVector) vector).getChild("x").setValueCount(1),
                "column x has 1 values; 3 were");
    }

    @Test
    void reportsAListThatEndsBehindItsValues() throws IOException {
        Field item = Field.nullable("item", new ArrowType.Int(32, true));
        Field list = new Field("list", FieldType.nullable(ArrowType.List.INSTANCE), List.of(item));
        assertDamaged(
                list,
                vector -> vector.getOffsetBuffer().setInt(3 * ListVector.OFFSET_WIDTH, 1000),
                "has 0 values; 1000 were expected");
    }

    /** Writes three rows of a column that {@code damage} has changed, and reads them. */
    private void assertDamaged(Field column, Consumer<FieldVector> damage, String message) throws IOException {
        Path file = directory.resolve("damaged.arrows");
        try (BufferAllocator allocator = new RootAllocator()) {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(List.of(column)), allocator);
                    OutputStream out = Files.newOutputStream(file);
                    ArrowStreamWriter writer = new ArrowStreamWriter(root, null, out)) {
                root.allocateNew();
                root.setRowCount(3);
                damage.accept(root.getVector(0));
                writer.writeBatch();
            }
            try (ArrowReader reader =
                    ArrowFiles.read(file, FileFormat.ARROW_STREAM, FileReadOptions.DEFAULT, allocator)) {
                assertThatThrownBy(reader::loadNextBatch)
                        .isInstanceOf(ArrowFileException.class)
                        .hasMessageContaining(message);
            }
        }
    }

    @Test
    void namesAMissingFile() {
        Path missing = directory.resolve("missing.csv");
        try (BufferAllocator allocator = new RootAllocator()) {
            assertThatThrownBy(() -> ArrowFiles.read(missing, FileFormat.CSV, FileReadOptions.DEFAULT, allocator))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("missing.csv");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ARROW_FILE", "ARROW_STREAM", "PARQUET"})
    void rejectsAnotherFormat(FileFormat format) throws IOException {
        assertThatThrownBy(
                        () -> read("a,b\n1,2\n".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8), format))
                .isInstanceOf(ArrowFileException.class)
                .hasMessageContaining("damaged");
    }
}

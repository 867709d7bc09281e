package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The error of a damaged Parquet file names the file, row group, column, page and byte. */
class DamagedPageTest {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("id", new ArrowType.Int(64, true)),
            new Field(
                    "home",
                    FieldType.nullable(new ArrowType.Struct()),
                    List.of(Field.nullable("zip", new ArrowType.Utf8())))));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void choose() {
        file = directory.resolve("rows.parquet");
    }

    private byte[] write(FileCompression compression) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(SCHEMA, 1, 3, 400, allocator)) {
            ArrowFiles.write(source, file, FileFormat.PARQUET, FileWriteOptions.DEFAULT.withCompression(compression));
        }
        return Files.readAllBytes(file);
    }

    private BlockMetaData group(int index) throws IOException {
        ParquetReadOptions options =
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
        try (ParquetFileReader reader = new ParquetFileReader(new LocalInputFile(file), options)) {
            return reader.getRowGroups().get(index);
        }
    }

    /** Writes the bytes, reads them as a file, and returns the message of the error. */
    private String message(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        Throwable failure = catchThrowable(this::read);
        assertThat(failure).isInstanceOf(ArrowFileException.class).hasMessageStartingWith(file + " ");
        return failure.getMessage();
    }

    private void read() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(file, FileFormat.PARQUET, FileReadOptions.DEFAULT, allocator)) {
            while (reader.loadNextBatch()) {
                assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "ZSTD"})
    void namesThePageWhoseChecksumDoesNotMatch(FileCompression compression) throws IOException {
        byte[] bytes = write(compression);
        ColumnChunkMetaData zip = group(0).getColumns().get(1);
        // The last byte of a column belongs to its last page.
        bytes[(int) (zip.getStartingPos() + zip.getTotalSize() - 1)] ^= 1;
        assertThat(message(bytes))
                .containsPattern(
                        "is damaged or cannot be read at row group 1, rows from 1 on, column home\\.zip, page [12]"
                                + " \\(byte \\d+\\): its checksum does not match");
    }

    @Test
    void namesThePageWhoseHeaderIsDamaged() throws IOException {
        byte[] bytes = write(FileCompression.NONE);
        int start = (int) group(0).getColumns().get(0).getStartingPos();
        bytes[start] = (byte) 0xff;
        assertThat(message(bytes)).contains("column id, page 1 (byte " + start + "): its header is damaged");
    }

    @Test
    void namesThePageThatEndsBehindItsColumn() throws IOException {
        byte[] bytes = write(FileCompression.NONE);
        int start = (int) group(0).getColumns().get(0).getStartingPos();
        // In Thrift's compact form, the sizes are the varints behind the page type, each after a byte for the field.
        bytes[start + 5] |= (byte) 0x80;
        assertThat(message(bytes)).contains("column id, page 1 (byte " + start + "): ");
    }

    /** No damage shows as an error of several lines, or of Java's own words. */
    @ParameterizedTest
    @EnumSource(names = {"NONE", "ZSTD"})
    void eachErrorIsOneLineWithoutJavasWords(FileCompression compression) throws IOException {
        byte[] whole = write(compression);
        Random random = new Random(7);
        int failed = 0;
        for (int i = 0; i < 300; i++) {
            byte[] wrong = whole.clone();
            int at = random.nextInt(wrong.length);
            wrong[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, wrong);
            Throwable failure = catchThrowable(this::read);
            if (failure != null) {
                failed++;
                assertThat(failure).as("byte %d", at).isInstanceOf(ArrowFileException.class);
                assertThat(failure.getMessage())
                        .as("byte %d", at)
                        .startsWith(file + " ")
                        .doesNotContain("\n", "Cannot invoke", ": null", "Exception:")
                        .hasSizeLessThan(400);
            }
        }
        assertThat(failed).isGreaterThan(100);
    }
}

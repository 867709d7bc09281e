package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.files.format.FileCompression;
import io.aeroarrow.files.format.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {

    @TempDir
    Path directory;

    static Stream<Arguments> formatsAndSeeds() {
        return Stream.of(FileFormat.values())
                .flatMap(format -> format.compressions().stream()
                        .flatMap(compression ->
                                Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(format, compression, seed))));
    }

    static Schema schema(FileFormat format) {
        List<Field> fields = new ArrayList<>(TestBatches.everyType().getFields());
        if (format != FileFormat.PARQUET) {
            fields.addAll(TestBatches.intervals());
        }
        return new Schema(fields, TestBatches.everyType().getCustomMetadata());
    }

    @ParameterizedTest
    @MethodSource("formatsAndSeeds")
    void readsBackEveryType(FileFormat format, FileCompression compression, long seed) throws IOException {
        Schema schema = schema(format);
        Path file = directory.resolve("all" + format.suffixes().get(0));
        try (BufferAllocator allocator = new RootAllocator()) {
            List<List<Object>> expected;
            try (ArrowReader source = TestBatches.random(schema, seed, 3, 50, allocator)) {
                expected = TestBatches.rows(source);
            }
            WriteTotals written;
            try (ArrowReader source = TestBatches.random(schema, seed, 3, 50, allocator)) {
                written = ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT.withCompression(compression));
            }
            assertThat(written).isEqualTo(new WriteTotals(150, 3, Files.size(file)));
            FileReadOptions options = FileReadOptions.DEFAULT.withSchema(schema).withBatchRows(64);
            try (ArrowReader back = ArrowFiles.read(file, format, options, allocator)) {
                assertThat(back.getVectorSchemaRoot().getSchema()).isEqualTo(schema);
                List<List<Object>> rows = TestBatches.rows(back);
                assertThat(rows).hasSameSizeAs(expected);
                for (int row = 0; row < rows.size(); row++) {
                    for (int i = 0; i < schema.getFields().size(); i++) {
                        assertThat(rows.get(row).get(i))
                                .as("%s in row %d", schema.getFields().get(i), row)
                                .isEqualTo(expected.get(row).get(i));
                    }
                }
            }
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest
    @EnumSource
    void readsBackAFileWithoutRows(FileFormat format) throws IOException {
        Schema schema = schema(format);
        Path file = directory.resolve("empty");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = TestBatches.random(schema, 1, 0, 0, allocator)) {
            assertThat(ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT)
                            .rows())
                    .isZero();
            try (ArrowReader back =
                    ArrowFiles.read(file, format, FileReadOptions.DEFAULT.withSchema(schema), allocator)) {
                assertThat(back.loadNextBatch()).isFalse();
                assertThat(back.getVectorSchemaRoot().getSchema()).isEqualTo(schema);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOrderOfManySmallBatches(FileFormat format) throws IOException {
        Schema schema = new Schema(List.of(Field.nullable("a", ArrowType.Utf8.INSTANCE)));
        Path file = directory.resolve("many");
        try (BufferAllocator allocator = new RootAllocator()) {
            try (ArrowReader source = TestBatches.random(schema, 7, 500, 3, allocator)) {
                ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT.withRowGroupBytes(1000));
            }
            try (ArrowReader source = TestBatches.random(schema, 7, 500, 3, allocator);
                    ArrowReader back =
                            ArrowFiles.read(file, format, FileReadOptions.DEFAULT.withSchema(schema), allocator)) {
                assertThat(TestBatches.rows(back)).isEqualTo(TestBatches.rows(source));
            }
        }
    }

    /** The first value does not compress; the second does. */
    @ParameterizedTest
    @MethodSource("formatsAndCompressions")
    void readsBackAColumnOfManyMegabytes(FileFormat format, FileCompression compression) throws IOException {
        byte[] chance = new byte[5 << 20];
        new Random(3).nextBytes(chance);
        Path file = directory.resolve("large");
        try (BufferAllocator allocator = new RootAllocator();
                VarBinaryVector vector = new VarBinaryVector("bytes", allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(vector)) {
            vector.setSafe(0, chance);
            vector.setSafe(1, new byte[5 << 20]);
            root.setRowCount(2);
            try (ArrowReader source = TestBatches.of(root, allocator)) {
                ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT.withCompression(compression));
            }
            FileReadOptions options = FileReadOptions.DEFAULT.withSchema(root.getSchema());
            try (ArrowReader back = ArrowFiles.read(file, format, options, allocator)) {
                assertThat(back.loadNextBatch()).isTrue();
                VarBinaryVector read =
                        (VarBinaryVector) back.getVectorSchemaRoot().getVector(0);
                assertThat(read.get(0)).isEqualTo(chance);
                assertThat(read.get(1)).isEqualTo(new byte[5 << 20]);
            }
        }
    }

    static Stream<Arguments> formatsAndCompressions() {
        return Stream.of(FileFormat.values())
                .flatMap(format -> format.compressions().stream().map(with -> Arguments.of(format, with)));
    }
}

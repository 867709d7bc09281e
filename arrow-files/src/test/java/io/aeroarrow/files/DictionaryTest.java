package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.files.format.ArrowFileException;
import io.aeroarrow.files.format.FileFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DictionaryTest {

    private static final List<List<Object>> ROWS = java.util.stream.Stream.of(
                    "red", "green", null, "blue", "red", "blue")
            .map(color -> java.util.Collections.<Object>singletonList(color))
            .toList();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void keepsTheValuesOfAGrowingDictionary(FileFormat format) throws IOException {
        Path file = directory.resolve("colors");
        try (BufferAllocator allocator = new RootAllocator()) {
            WriteTotals written;
            try (ArrowReader source = source(allocator, List.of("red", "green"), List.of("red", "green", "blue"))) {
                written = ArrowFiles.write(source, file, format, FileWriteOptions.DEFAULT);
            }
            assertThat(written.rows()).isEqualTo(6);
            Schema text = new Schema(List.of(Field.nullable("color", ArrowType.Utf8.INSTANCE)));
            try (ArrowReader back =
                    ArrowFiles.read(file, format, FileReadOptions.DEFAULT.withSchema(text), allocator)) {
                assertThat(TestBatches.rows(back))
                        .extracting(Object::toString)
                        .isEqualTo(ROWS.stream().map(Object::toString).toList());
            }
        }
    }

    @Test
    void rejectsAReplacedDictionaryInAnArrowFile() throws IOException {
        Path file = directory.resolve("colors.arrow");
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader source = source(allocator, List.of("red", "green"), List.of("white", "black", "blue"))) {
            assertThatThrownBy(() -> ArrowFiles.write(source, file, FileFormat.ARROW_FILE, FileWriteOptions.DEFAULT))
                    .isInstanceOf(ArrowFileException.class)
                    .hasMessageContaining("changed between two batches");
        }
        assertThat(directory).isEmptyDirectory();
    }

    /** Two batches, each with its own state of the dictionary. */
    private static ArrowReader source(BufferAllocator allocator, List<String> first, List<String> second)
            throws IOException {
        DictionaryEncoding encoding = new DictionaryEncoding(7, false, new ArrowType.Int(32, true));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (VarCharVector values = new VarCharVector("values", allocator);
                IntVector colors =
                        new IntVector("color", new FieldType(true, new ArrowType.Int(32, true), encoding), allocator);
                VectorSchemaRoot root = VectorSchemaRoot.of(colors);
                ArrowStreamWriter writer = new ArrowStreamWriter(
                        root, new DictionaryProvider.MapDictionaryProvider(new Dictionary(values, encoding)), bytes)) {
            fill(values, first);
            colors.setSafe(0, 0);
            colors.setSafe(1, 1);
            colors.setNull(2);
            root.setRowCount(3);
            writer.writeBatch();
            fill(values, second);
            colors.setSafe(0, 2);
            colors.setSafe(1, 0);
            colors.setSafe(2, 2);
            root.setRowCount(3);
            writer.writeBatch();
            writer.end();
        }
        return new ArrowStreamReader(new ByteArrayInputStream(bytes.toByteArray()), allocator);
    }

    private static void fill(VarCharVector values, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            values.setSafe(i, texts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        values.setValueCount(texts.size());
    }
}

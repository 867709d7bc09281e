package io.aeroarrow.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.files.format.FileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;

/** Files that Spark 4.2 has written with its settings for old readers, and with LZ4_RAW, and one with Brotli. */
class OldParquetTest {

    /** Returns the values of a column, and its type before them. */
    private static List<String> column(String file, String name) throws Exception {
        Path path = Path.of(OldParquetTest.class.getResource("/parquet/" + file).toURI());
        List<String> values = new ArrayList<>();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader reader = ArrowFiles.read(path, FileFormat.PARQUET, FileReadOptions.DEFAULT, allocator)) {
            values.add(reader.getVectorSchemaRoot()
                    .getSchema()
                    .findField(name)
                    .getType()
                    .toString());
            while (reader.loadNextBatch()) {
                FieldVector vector = reader.getVectorSchemaRoot().getVector(name);
                for (int i = 0; i < reader.getVectorSchemaRoot().getRowCount(); i++) {
                    values.add(String.valueOf(vector.getObject(i)));
                }
            }
        }
        return values;
    }

    @Test
    void int96TimestampsFarFrom1970AreMicroseconds() throws Exception {
        assertThat(column("far.parquet", "at"))
                .containsExactly(
                        "Timestamp(MICROSECOND, null)",
                        "9999-12-31T23:59:59.999999",
                        "0001-01-01T00:00",
                        "2024-02-29T12:34:56.789123",
                        "null");
    }

    @Test
    void otherInt96TimestampsAreNanoseconds() throws Exception {
        assertThat(column("near.parquet", "at"))
                .containsExactly(
                        "Timestamp(NANOSECOND, null)",
                        "2024-02-29T12:34:56.789123",
                        "1969-12-31T23:59:59.999999",
                        "null");
    }

    @Test
    void listsOfTwoLevels() throws Exception {
        assertThat(column("legacy.parquet", "ints")).containsExactly("List", "[0,1]", "[1,2]", "[2,3]");
        assertThat(column("legacy.parquet", "structs"))
                .containsExactly(
                        "List", "[{\"a\":0,\"b\":\"x\"}]", "[{\"a\":1,\"b\":\"x\"}]", "[{\"a\":2,\"b\":\"x\"}]");
        assertThat(column("legacy.parquet", "nested"))
                .containsExactly("List", "[[0],[5,6]]", "[[1],[5,6]]", "[[2],[5,6]]");
        assertThat(column("legacy.parquet", "m"))
                .containsExactly(
                        "Map(false)",
                        "[{\"key\":\"k\",\"value\":[0]}]",
                        "[{\"key\":\"k\",\"value\":[1]}]",
                        "[{\"key\":\"k\",\"value\":[2]}]");
        assertThat(column("legacy.parquet", "empty")).containsExactly("List", "[]", "[]", "[]");
    }

    @Test
    void pagesOfLz4Raw() throws Exception {
        List<String> texts = column("lz4.parquet", "t");
        assertThat(texts).hasSize(1001).endsWith("text " + 999 % 7);
        assertThat(column("lz4.parquet", "l")).endsWith("[999]");
    }

    /** Written by pyarrow. */
    @Test
    void brotliPagesAreRead() throws Exception {
        List<String> names = column("brotli.parquet", "name");
        assertThat(names)
                .hasSize(201)
                .startsWith("Utf8", "null", "name 1", "name 2")
                .endsWith("name 3");
        assertThat(column("brotli.parquet", "id")).endsWith("198", "199");
    }
}

package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.Filter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Batch reads of records that the official client wrote. */
@ExtendWith(AerospikeExtension.class)
class BatchReadConformanceTest {

    private static final Schema SCHEMA = schema(field("a", Rows.INT64), field("s", Rows.UTF8));

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    @Test
    void rowsAreInKeyOrderAndMissingRecordsAreMarked() {
        String set = cluster.newSet();
        int keys = 12_000;
        for (int i = 0; i < keys; i += 2) {
            cluster.put(set, i, new Bin("a", i * 10), new Bin("s", "v" + i));
        }
        try (BigIntVector vector = new BigIntVector("k", cluster.allocator())) {
            vector.allocateNew(keys);
            for (int i = 0; i < keys; i++) {
                vector.set(i, i);
            }
            vector.setValueCount(keys);
            List<Map<String, Object>> rows = read(set, vector, SCHEMA);
            assertThat(rows).hasSize(keys);
            for (int i = 0; i < keys; i++) {
                Map<String, Object> row = rows.get(i);
                boolean found = i % 2 == 0;
                assertThat(row.get("__result_code")).as("key %d", i).isEqualTo(found ? 0 : 2);
                assertThat(row.get("a")).isEqualTo(found ? i * 10L : null);
                assertThat(row.get("s")).isEqualTo(found ? "v" + i : null);
            }
        }
    }

    @Test
    void aFilterExcludesRecordsAndOnlyFoundDropsTheirRows() {
        String set = cluster.newSet();
        for (int i = 0; i < 20_000; i += 2) {
            cluster.put(set, i, new Bin("a", i));
        }
        Schema schema = schema(field("a", Rows.INT64));
        Filter large = Filter.bin("a").atLeast(19_000);
        Lookup lookup = cluster.aero().batchRead("test", set).schema(schema).where(large);
        try (BigIntVector vector = new BigIntVector("k", cluster.allocator())) {
            vector.allocateNew(20_000);
            for (int i = 0; i < 20_000; i++) {
                vector.set(i, i);
            }
            vector.setValueCount(20_000);
            try (VectorSchemaRoot root = lookup.root(vector)) {
                List<Map<String, Object>> rows = Rows.of(root);
                assertThat(rows).hasSize(20_000);
                for (int i = 0; i < rows.size(); i++) {
                    boolean there = i % 2 == 0;
                    boolean matches = there && i >= 19_000;
                    assertThat(rows.get(i).get("__result_code")).isEqualTo(matches ? 0 : there ? 27 : 2);
                    assertThat(rows.get(i).get("a")).isEqualTo(matches ? (long) i : null);
                }
            }
            try (VectorSchemaRoot root = lookup.onlyFound().root(vector)) {
                assertThat(root.getSchema()).isEqualTo(schema);
                assertThat(Rows.of(root))
                        .extracting(row -> row.get("a"))
                        .containsExactlyElementsOf(LongStream.range(9_500, 10_000)
                                .mapToObj(half -> (Object) (half * 2))
                                .toList());
            }
        }
    }

    @Test
    void readsMoreKeysThanOneWindowAndOneRequestHold() {
        String set = cluster.newSet();
        cluster.put(set, 39_999, new Bin("a", 1));
        cluster.put(set, 3, new Bin("a", 2));
        try (IntVector vector = new IntVector("k", cluster.allocator())) {
            vector.allocateNew(40_000);
            for (int i = 0; i < 40_000; i++) {
                vector.set(i, i);
            }
            vector.setValueCount(40_000);
            List<Map<String, Object>> rows = read(set, vector, schema(field("a", Rows.INT64)));
            assertThat(rows).hasSize(40_000);
            assertThat(rows.get(39_999).get("a")).isEqualTo(1L);
            assertThat(rows.get(3).get("a")).isEqualTo(2L);
            assertThat(rows.stream().filter(row -> row.get("a") != null)).hasSize(2);
        }
    }

    @Test
    void stringBlobAndDigestKeysFindTheirRecords() {
        String set = cluster.newSet();
        cluster.put(set, "日本", new Bin("a", 1));
        cluster.put(set, new byte[] {1, 2}, new Bin("a", 2));
        try (VarCharVector text = new VarCharVector("k", cluster.allocator());
                VarBinaryVector blobs = new VarBinaryVector("k", cluster.allocator());
                FixedSizeBinaryVector digests = new FixedSizeBinaryVector("k", cluster.allocator(), 20)) {
            text.setSafe(0, "日本".getBytes(StandardCharsets.UTF_8));
            text.setSafe(1, "".getBytes(StandardCharsets.UTF_8));
            text.setSafe(2, "日本".getBytes(StandardCharsets.UTF_8));
            text.setValueCount(3);
            blobs.setSafe(0, new byte[] {1, 2});
            blobs.setValueCount(1);
            digests.setSafe(0, TestCluster.key(set, "日本").digest);
            digests.setValueCount(1);
            Schema withKey = new Schema(List.of(
                    MetadataColumn.KEY.field(),
                    field("a", Rows.INT64),
                    MetadataColumn.DIGEST.field(),
                    MetadataColumn.SET.field()));

            List<Map<String, Object>> byText = read(set, text, withKey);
            assertThat(byText).extracting(row -> row.get("a")).containsExactly(1L, null, 1L);
            assertThat(byText).extracting(row -> row.get("__key")).containsExactly("日本", "", "日本");
            assertThat(byText).extracting(row -> row.get("__result_code")).containsExactly(0, 2, 0);
            assertThat((byte[]) byText.get(0).get("__digest")).isEqualTo(TestCluster.key(set, "日本").digest);
            assertThat(byText.get(0).get("__set")).isEqualTo(set);

            assertThat(read(set, blobs, schema(field("a", Rows.INT64))))
                    .extracting(row -> row.get("a"))
                    .containsExactly(2L);
            assertThat(read(set, digests, schema(field("a", Rows.INT64))))
                    .extracting(row -> row.get("a"))
                    .containsExactly(1L);
        }
    }

    @Test
    void readsMetadataOnlyAndAcceptsNoKeys() {
        String set = cluster.newSet();
        cluster.put(set, 7, new Bin("a", 1));
        try (BigIntVector vector = new BigIntVector("k", cluster.allocator())) {
            vector.allocateNew(2);
            vector.set(0, 7);
            vector.set(1, 8);
            vector.setValueCount(2);
            Schema metadata =
                    new Schema(List.of(MetadataColumn.RESULT_CODE.field(), MetadataColumn.GENERATION.field()));
            List<Map<String, Object>> rows = read(set, vector, metadata);
            assertThat(rows)
                    .containsExactly(
                            Rows.row("__result_code", 0, "__generation", 1),
                            Rows.row("__result_code", 2, "__generation", null));
            vector.setValueCount(0);
            assertThat(read(set, vector, SCHEMA)).isEmpty();
        }
    }

    @Test
    void invalidKeysAreRejected() {
        String set = cluster.newSet();
        try (BigIntVector nulls = new BigIntVector("k", cluster.allocator());
                Float8Vector floats = new Float8Vector("k", cluster.allocator())) {
            nulls.allocateNew(2);
            nulls.set(0, 1);
            nulls.setNull(1);
            nulls.setValueCount(2);
            assertThatThrownBy(() -> read(set, nulls, SCHEMA)).hasMessageContaining("key 1 is null");
            floats.setValueCount(0);
            assertThatThrownBy(() -> read(set, floats, SCHEMA))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("FloatingPoint");
        }
    }

    private static List<Map<String, Object>> read(String set, FieldVector keys, Schema schema) {
        try (VectorSchemaRoot root =
                cluster.aero().batchRead(NAMESPACE, set).schema(schema).root(keys)) {
            return Rows.of(root);
        }
    }
}

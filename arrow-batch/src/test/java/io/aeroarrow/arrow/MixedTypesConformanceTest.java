package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import io.aeroarrow.arrow.schema.BinReport;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bins of mixed types are read as text, unless one type holds all values: strings unchanged, other values as JSON. */
@ExtendWith(AerospikeExtension.class)
class MixedTypesConformanceTest {

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    @Test
    void mixedTypesBecomeText() {
        String set = cluster.newSet();
        Object[] all = {
            1L, "a\"b\n", 2.5, true, new byte[] {1, 2, 3}, List.of(1L, "x"), Map.of("k", 1L), Double.NaN, "é", -7L
        };
        for (int i = 0; i < all.length; i++) {
            cluster.put(set, i, new Bin("v", Value.get(all[i])), new Bin("n", i));
        }
        cluster.put(set, 100, new Bin("v", new Value.GeoJSONValue("{\"type\":\"Point\",\"coordinates\":[1,2]}")));
        cluster.put(set, 101, new Bin("n", 101));
        Scan scan = cluster.aero().scan(NAMESPACE, set).columns("__key", "v");
        Schema schema = scan.resolveSchema();
        assertThat(schema.findField("v").getType()).isEqualTo(Rows.UTF8);
        assertThat(schema.findField("v").getMetadata()).containsEntry(FieldMetadata.TYPE_METADATA, "text");
        Map<Object, Object> read = new HashMap<>();
        try (VectorSchemaRoot root = scan.root()) {
            Rows.of(root).forEach(row -> read.put(row.get("__key"), row.get("v")));
            assertThatThrownBy(() -> cluster.aero().write(NAMESPACE, set).run(root))
                    .hasMessageContainingAll("'v'", "JSON text");
        }
        Map<Object, Object> expected = new HashMap<>();
        expected.put(0L, "1");
        expected.put(1L, "a\"b\n");
        expected.put(2L, "2.5");
        expected.put(3L, "true");
        expected.put(4L, "\"AQID\"");
        expected.put(5L, "[1,\"x\"]");
        expected.put(6L, "{\"k\":1}");
        expected.put(7L, "\"NaN\"");
        expected.put(8L, "é");
        expected.put(9L, "-7");
        expected.put(100L, "{\"type\":\"Point\",\"coordinates\":[1,2]}");
        expected.put(101L, null);
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void variantsAreWrittenAsTheyWereRead() {
        String set = cluster.newSet();
        Object[] all = {1L, "x", 2.5, true, new byte[] {1, 2}, List.of(1L, "y", List.of()), Map.of("k", Map.of("l", 1L))
        };
        for (int i = 0; i < all.length; i++) {
            cluster.put(set, i, new Bin("v", Value.get(all[i])));
        }
        Field part = new Field("value", FieldType.notNullable(new ArrowType.Binary()), null);
        Field names = new Field("metadata", FieldType.notNullable(new ArrowType.Binary()), null);
        FieldType variant = new FieldType(
                true, new ArrowType.Struct(), null, Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.VARIANT_TYPE));
        Schema schema = new Schema(List.of(
                new Field("__key", FieldType.nullable(Rows.INT64), null),
                new Field("v", variant, List.of(names, part))));
        String copy = cluster.newSet();
        try (VectorSchemaRoot root =
                cluster.aero().scan(NAMESPACE, set).schema(schema).root()) {
            cluster.aero().write(NAMESPACE, copy).run(root);
        }
        for (int i = 0; i < all.length; i++) {
            assertThat(cluster.official().get(null, TestCluster.key(copy, i)).getValue("v"))
                    .as("record %s", i)
                    .isEqualTo(all[i]);
        }
    }

    @Test
    void numbersWidenAndGeoJsonStaysGeoJson() {
        String set = cluster.newSet();
        String place = "{\"type\":\"Point\",\"coordinates\":[1,2]}";
        cluster.put(set, 1, new Bin("n", 1), new Bin("g", new Value.GeoJSONValue(place)), new Bin("t", "x"));
        cluster.put(set, 2, new Bin("n", 1.5), new Bin("t", new Value.GeoJSONValue(place)));
        InferredSchema inferred = cluster.aero().inferSchema(NAMESPACE, set);
        Field number = inferred.bins().findField("n");
        assertThat(number.getType()).isEqualTo(Rows.FLOAT64);
        assertThat(inferred.bins().findField("g").getMetadata()).containsEntry(FieldMetadata.TYPE_METADATA, "geojson");
        assertThat(inferred.bins().findField("t").getMetadata()).isEmpty();
        String copy = cluster.newSet();
        try (VectorSchemaRoot root =
                cluster.aero().scan(NAMESPACE, set).columns("__key", "g").root()) {
            cluster.aero().write(NAMESPACE, copy).nulls(NullBins.SKIP).run(root);
        }
        assertThat(cluster.official().get(null, TestCluster.key(copy, 1)).getValue("g"))
                .isEqualTo(new Value.GeoJSONValue(place));
    }

    @Test
    void samplesGrowUntilTheyAddNoInformation() {
        String set = cluster.newSet();
        for (int i = 0; i < 300; i++) {
            cluster.put(set, i, new Bin("a", i), i % 2 == 0 ? new Bin("b", "b" + i % 3) : new Bin("c", i / 2.0));
        }
        AeroArrowView few = cluster.aero().with(cluster.aero().options().withSampleRecords(20));
        InferredSchema inferred = few.inferSchema(NAMESPACE, set);
        assertThat(inferred.stable()).isTrue();
        assertThat(inferred.records()).isEqualTo(80);
        assertThat(inferred.bins().getFields()).extracting(Field::getName).containsExactly("a", "b", "c");
        BinReport ofB = inferred.report().get(1);
        assertThat(ofB.types()).containsOnlyKeys("string");
        assertThat(ofB.missing() + ofB.types().get("string")).isEqualTo(80);
        assertThat(ofB.bytes()).isEqualTo(2 * (80 - ofB.missing()));
        assertThat(ofB.examples()).containsExactlyInAnyOrder("'b0'", "'b1'", "'b2'");
        assertThat(inferred.toTable()).contains("bin", "missing", "'b1'", "80 records sampled");

        InferredSchema all = few.with(few.options().withSampleRecords(1_000)).inferSchema(NAMESPACE, set);
        assertThat(all.records()).isEqualTo(300);
        assertThat(all.stable()).isTrue();

        AeroArrowView caching = few.withSchemaCache(Duration.ofHours(1));
        assertThat(caching.inferSchema(NAMESPACE, set)).isSameAs(caching.inferSchema(NAMESPACE, set));
        assertThat(few.inferSchema(NAMESPACE, set)).isNotSameAs(few.inferSchema(NAMESPACE, set));
    }
}

package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Operation;
import com.aerospike.client.Value;
import com.aerospike.client.operation.HLLOperation;
import com.aerospike.client.operation.HLLPolicy;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of counts read the sizes of lists, maps, blobs, strings and HyperLogLogs; other types do not fit. */
@ExtendWith(AerospikeExtension.class)
class CountedValuesConformanceTest {

    private static final int RECORDS = 160;
    private static final Field KEY = field("__key", Rows.INT64);
    private static final Schema COUNTS =
            schema(KEY, count("elements", Rows.INT64), count("bytes", new ArrowType.Int(16, true)), mismatch());
    private static final Schema ALL_COUNTS = schema(
            count("hllCount", Rows.INT64), KEY, count("bytes", Rows.INT64), count("elements", Rows.INT64), mismatch());
    private static final Schema ELEMENTS = schema(count("elements", Rows.INT64), KEY, mismatch());

    private static Field mismatch() {
        return MetadataColumn.MISMATCH.field();
    }

    private static Field count(String value, ArrowType type) {
        Map<String, String> metadata = Map.of(FieldMetadata.BIN_METADATA, "c", FieldMetadata.VALUE_METADATA, value);
        return new Field(value, new FieldType(true, type, null, metadata), null);
    }

    @Test
    void areTheSizesOfWhatWasWritten(AerospikeServer server) {
        try (TestCluster cluster = TestCluster.open(server)) {
            check(cluster);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3", "8.1.2.0"})
    void areTheSizesInTheEmbeddedServer(String version) {
        try (EmbeddedAerospike server =
                        EmbeddedAerospike.builder().version(version).start();
                TestCluster cluster = TestCluster.open(server.host(), server.port())) {
            check(cluster);
        }
    }

    private static void check(TestCluster cluster) {
        String set = load(cluster);
        boolean scansCompute = cluster.aero().client().capabilities().supports(ServerFeature.QUERY_OPERATIONS);
        for (MapReduction reduction : MapReduction.values()) {
            AeroArrowView aero = cluster.aero()
                    .with(ReadOptions.DEFAULT.withMapReduction(reduction).withOnMismatch(OnMismatch.NULL));
            requireCounts(scan(aero, set, COUNTS), COUNTS);
            requireCounts(scan(aero, set, ELEMENTS), ELEMENTS);
            requireCounts(lookUp(cluster, aero, set, COUNTS), COUNTS);
            requireCounts(lookUp(cluster, aero, set, ELEMENTS), ELEMENTS);
            requireCounts(lookUp(cluster, aero, set, ALL_COUNTS), ALL_COUNTS);
            if (scansCompute) {
                requireCounts(scan(aero, set, ALL_COUNTS), ALL_COUNTS);
            } else {
                assertThatThrownBy(() -> scan(aero, set, ALL_COUNTS))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("column 'hllCount' needs server 8.1.2 on all nodes");
            }
        }
        refusesOtherTypes(cluster, set);
    }

    private static String load(TestCluster cluster) {
        String set = cluster.newSet();
        for (int i = 0; i < RECORDS; i++) {
            if (i % 8 == 4) {
                List<Value> values =
                        IntStream.range(0, i).<Value>mapToObj(Value::get).toList();
                cluster.official()
                        .operate(
                                null,
                                TestCluster.key(set, i),
                                Operation.put(new Bin("n", i)),
                                HLLOperation.add(HLLPolicy.Default, "c", values, 8));
            } else if (i % 8 == 7) {
                cluster.put(set, i, new Bin("n", i));
            } else {
                cluster.put(set, i, new Bin("n", i), new Bin("c", Value.get(stored(i))));
            }
        }
        return set;
    }

    private static Object stored(int number) {
        return switch (number % 8) {
            case 0 -> IntStream.range(0, number).boxed().collect(Collectors.toList());
            case 1 -> IntStream.range(0, number).boxed().collect(Collectors.toMap(i -> "key " + i, i -> List.of(1, 2)));
            case 2 -> new byte[number];
            case 3 -> "é".repeat(number);
            case 5 -> -(long) number;
            default -> Collections.singletonMap("list", List.of(1, 2, 3));
        };
    }

    private static @Nullable Long expected(int number, String count) {
        return switch (count) {
            case "elements" -> number % 8 < 2 ? Long.valueOf(number) : number % 8 == 6 ? Long.valueOf(1) : null;
            case "bytes" -> number % 8 == 2 ? Long.valueOf(number) : number % 8 == 3 ? Long.valueOf(2L * number) : null;
            default -> null;
        };
    }

    private static void requireCounts(Map<Object, Map<String, Object>> rows, Schema schema) {
        for (int i = 0; i < RECORDS; i++) {
            if (i % 8 == 4) {
                // HyperLogLogs were written without their key.
                continue;
            }
            Map<String, Object> row = rows.get((long) i);
            int mismatches = 0;
            for (Field field : schema.getFields()) {
                if (field.getMetadata().containsKey(FieldMetadata.VALUE_METADATA)) {
                    Long expected = expected(i, field.getName());
                    Object found = row.get(field.getName());
                    assertThat(found == null ? null : ((Number) found).longValue())
                            .as("%s of record %d", field.getName(), i)
                            .isEqualTo(expected);
                    mismatches += expected == null && i % 8 != 7 ? 1 : 0;
                }
            }
            assertThat((List<?>) row.get("__mismatch")).hasSize(mismatches);
        }
    }

    private static void refusesOtherTypes(TestCluster cluster, String set) {
        for (MapReduction reduction : MapReduction.values()) {
            AeroArrowView aero = cluster.aero().with(ReadOptions.DEFAULT.withMapReduction(reduction));
            assertThatThrownBy(() -> one(cluster, aero, set, 5, ELEMENTS))
                    .hasMessageStartingWith("bin 'c' of the record with digest ")
                    .hasMessageEndingWith("holds a value of type integer, which column 'elements' of type int64 cannot"
                            + " hold exactly. Declare another type, or set onMismatch=NULL.");
            assertThatThrownBy(() -> one(cluster, aero, set, 2, ELEMENTS)).hasMessageContaining("of type blob");
            Schema estimates = schema(count("hllCount", Rows.INT64));
            assertThatThrownBy(() -> one(cluster, aero, set, 3, estimates)).hasMessageContaining("of type string");
            assertThat((Long) one(cluster, aero, set, 156, estimates)).isBetween(100L, 220L);
            assertThat(one(cluster, aero, set, 7, estimates)).isNull();
        }
        Schema unknown = schema(count("words", Rows.INT64));
        assertThatThrownBy(() -> one(cluster, cluster.aero(), set, 0, unknown))
                .hasMessage("field 'words' has the metadata aerospike.value 'words'; set it to one of [elements, bytes,"
                        + " hllCount]");
        Schema text = schema(count("bytes", Rows.UTF8));
        assertThatThrownBy(() -> one(cluster, cluster.aero(), set, 0, text))
                .hasMessage("field 'bytes' has the metadata aerospike.value 'bytes'; declare it as an integer");
    }

    private static @Nullable Object one(TestCluster cluster, AeroArrowView aero, String set, int key, Schema schema) {
        try (BigIntVector keys = new BigIntVector("key", cluster.allocator())) {
            keys.setSafe(0, key);
            keys.setValueCount(1);
            try (VectorSchemaRoot root =
                    aero.batchRead(NAMESPACE, set).schema(schema).root(keys)) {
                return root.getVector(0).getObject(0);
            }
        }
    }

    private static Map<Object, Map<String, Object>> scan(AeroArrowView aero, String set, Schema schema) {
        try (VectorSchemaRoot root = aero.scan(NAMESPACE, set).schema(schema).root()) {
            assertThat(root.getRowCount()).isEqualTo(RECORDS);
            return byKey(root);
        }
    }

    private static Map<Object, Map<String, Object>> lookUp(
            TestCluster cluster, AeroArrowView aero, String set, Schema schema) {
        try (BigIntVector keys = new BigIntVector("key", cluster.allocator())) {
            for (int i = 0; i < RECORDS; i++) {
                keys.setSafe(i, i);
            }
            keys.setValueCount(RECORDS);
            try (VectorSchemaRoot root =
                    aero.batchRead(NAMESPACE, set).schema(schema).root(keys)) {
                return byKey(root);
            }
        }
    }

    private static Map<Object, Map<String, Object>> byKey(VectorSchemaRoot root) {
        Map<Object, Map<String, Object>> rows = new HashMap<>();
        Rows.of(root).forEach(row -> rows.put(row.get("__key"), row));
        return rows;
    }
}

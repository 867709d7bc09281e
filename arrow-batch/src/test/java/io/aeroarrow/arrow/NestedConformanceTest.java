package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Value;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.InferredSchema;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.MismatchException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads lists and maps that the official client wrote. */
@ExtendWith(AerospikeExtension.class)
class NestedConformanceTest {

    private static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    @Test
    void readsListsOfScalars() throws IOException {
        String set = cluster.newSet();
        List<String> texts = List.of("a", "", "日本");
        List<Long> numbers = List.of(0L, -1L, 127L, 128L, -33L, 70_000L, -70_000L, Long.MAX_VALUE, Long.MIN_VALUE);
        cluster.put(set, 1, new Bin("t", texts), new Bin("n", numbers), new Bin("f", List.of(1.5, -0.0)));
        cluster.put(set, 2, new Bin("t", List.of()), new Bin("n", Arrays.asList(1, null, 3)));
        Schema schema = schema(
                field("__key", Rows.INT64),
                list("t", field("e", Rows.UTF8)),
                list("n", field("e", Rows.INT64)),
                list("f", field("e", Rows.FLOAT64)));

        Map<Object, Map<String, Object>> rows = Rows.by("__key", scan(set, schema));

        assertThat(text(rows.get(1L).get("t"))).isEqualTo("[\"a\",\"\",\"日本\"]");
        assertThat(rows.get(1L).get("n")).isEqualTo(numbers);
        assertThat(rows.get(1L).get("f")).isEqualTo(List.of(1.5, -0.0));
        assertThat(rows.get(2L).get("t")).isEqualTo(List.of());
        assertThat(rows.get(2L).get("n")).isEqualTo(Arrays.asList(1L, null, 3L));
        assertThat(rows.get(2L).get("f")).isNull();
    }

    @Test
    void readsMapsAndStructsOfAnyDepth() throws IOException {
        String set = cluster.newSet();
        Map<String, Object> address =
                new TreeMap<>(Map.of("city", "Berlin", "rank", 3, "ratio", 0.25, "other", List.of(1)));
        Map<Object, Object> byNumber = new LinkedHashMap<>();
        byNumber.put(7, List.of("x", "y"));
        byNumber.put(-1, List.of());
        cluster.put(
                set,
                1,
                new Bin("s", address),
                new Bin("m", byNumber),
                new Bin("d", List.of(Map.of("city", "A"), Map.of("rank", 1))));
        cluster.put(set, 2, new Bin("s", Map.of("rank", 5)));
        Field[] fields = {field("city", Rows.UTF8), field("rank", Rows.INT64), field("ratio", Rows.FLOAT64)};
        Schema schema = schema(
                field("__key", Rows.INT64),
                struct("s", fields),
                map("m", field(MapVector.KEY_NAME, Rows.INT64), list(MapVector.VALUE_NAME, field("e", Rows.UTF8))),
                list("d", struct("e", fields)));

        Map<Object, Map<String, Object>> rows = Rows.by("__key", scan(set, schema));

        assertThat(text(rows.get(1L).get("s"))).isEqualTo("{\"city\":\"Berlin\",\"rank\":3,\"ratio\":0.25}");
        assertThat(text(rows.get(2L).get("s"))).isEqualTo("{\"rank\":5}");
        assertThat(text(rows.get(1L).get("m")))
                .isEqualTo("[{\"key\":-1,\"value\":[]},{\"key\":7,\"value\":[\"x\",\"y\"]}]");
        assertThat(text(rows.get(1L).get("d"))).isEqualTo("[{\"city\":\"A\"},{\"rank\":1}]");
        assertThat(rows.get(2L).get("m")).isNull();
    }

    @Test
    void mixedElementsBecomeJsonText() throws IOException {
        String set = cluster.newSet();
        Map<Object, Object> mixed = new TreeMap<>();
        mixed.put("a\"b", Arrays.asList(1, null, "two", 2.5, true, new byte[] {1, 2}));
        mixed.put("z", 1);
        mixed.put("line\n", Map.of(1, Value.getAsGeoJSON("{\"type\":\"Point\",\"coordinates\":[1,2]}")));
        cluster.put(set, 1, new Bin("j", mixed), new Bin("l", List.of("x", 1)));

        Schema inferred = cluster.aero().inferSchema(NAMESPACE, set).bins();
        assertThat(inferred.getFields())
                .containsExactly(Rows.typed("j", Rows.UTF8, "text"), Rows.typed("l", Rows.UTF8, "text"));
        assertThat(scan(set, inferred)).singleElement().satisfies(row -> {
            assertThat(row.get("j"))
                    .isEqualTo("{\"a\\\"b\":[1,null,\"two\",2.5,true,\"AQI=\"],"
                            + "\"line\\n\":{\"1\":{\"type\":\"Point\",\"coordinates\":[1,2]}},\"z\":1}");
            assertThat(row.get("l")).isEqualTo("[\"x\",1]");
        });
    }

    @Test
    void infersListsAndMapsOfOneType() throws IOException {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("l", List.of(1, 2)), new Bin("m", Map.of("k", 1.5)), new Bin("e", List.of()));
        cluster.put(set, 2, new Bin("l", List.of(1.5)), new Bin("n", List.of(List.of("x"), List.of())));
        InferredSchema inferred = cluster.aero().inferSchema(NAMESPACE, set);
        assertThat(inferred.bins().getFields())
                .containsExactly(
                        list("e", field("element", Rows.UTF8)),
                        list("l", field("element", Rows.FLOAT64)),
                        map("m", field(MapVector.KEY_NAME, Rows.UTF8), field(MapVector.VALUE_NAME, Rows.FLOAT64)),
                        list("n", list("element", field("element", Rows.UTF8))));
        assertThat(scan(set, inferred.bins())).hasSize(2);
    }

    @Test
    void readsEmbeddingsFromBlobsAndLists() throws IOException {
        String set = cluster.newSet();
        ByteBuffer packed = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        packed.putFloat(1.5f).putFloat(-2).putFloat(0.25f);
        cluster.put(set, 1, new Bin("v", packed.array()));
        cluster.put(set, 2, new Bin("v", List.of(1.5, -2, 0.25)));
        cluster.put(set, 3, new Bin("v", List.of(1.5)));
        cluster.put(set, 4, new Bin("w", 1));
        Field vector = new Field("v", FieldType.nullable(new ArrowType.FixedSizeList(3)), List.of(field("e", FLOAT32)));
        Schema schema = schema(field("__key", Rows.INT64), vector);

        Map<Object, Map<String, Object>> rows =
                Rows.by("__key", scan(set, schema, ReadOptions.DEFAULT.withOnMismatch(OnMismatch.NULL)));

        assertThat(rows.get(1L).get("v")).isEqualTo(List.of(1.5f, -2f, 0.25f));
        assertThat(rows.get(2L).get("v")).isEqualTo(List.of(1.5f, -2f, 0.25f));
        assertThat(rows.get(3L).get("v")).isNull();
        assertThat(rows.get(4L).get("v")).isNull();
    }

    @Test
    void aMismatchInAnElementMakesTheWholeBinNull() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 60; i++) {
            List<Object> list = i % 3 == 0 ? List.of("good" + i, i, 7) : List.of("good" + i, "also", "fine");
            cluster.put(
                    set,
                    i,
                    new Bin("l", list),
                    new Bin("s", Map.of("a", List.of(i % 2 == 0 ? (Object) true : "x"), "b", i)));
        }
        Schema schema = schema(
                field("__key", Rows.INT64),
                list("l", field("e", Rows.UTF8)),
                struct("s", list("a", field("e", Rows.BOOL)), field("b", Rows.INT64)));
        assertThatThrownBy(() -> scan(set, schema)).isInstanceOf(MismatchException.class);

        List<Map<String, Object>> rows = scan(set, schema, ReadOptions.DEFAULT.withOnMismatch(OnMismatch.NULL));

        assertThat(rows).hasSize(60).allSatisfy(row -> {
            long key = (long) row.get("__key");
            if (key % 3 == 0) {
                assertThat(row.get("l")).isNull();
            } else {
                assertThat(text(row.get("l"))).isEqualTo("[\"good" + key + "\",\"also\",\"fine\"]");
            }
            assertThat(text(row.get("s"))).isEqualTo(key % 2 == 0 ? "{\"a\":[true],\"b\":" + key + "}" : "null");
        });
    }

    @Test
    void manyNestedRowsGrowTheirVectors() throws IOException {
        String set = cluster.newSet();
        Random random = new Random(7);
        List<List<Long>> lists = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            List<Long> list = random.longs(random.nextInt(120)).boxed().toList();
            lists.add(list);
            cluster.put(set, i, new Bin("l", list), new Bin("m", Map.of("k" + i, list, "z", List.of())));
        }
        Schema schema = schema(
                field("__key", Rows.INT64),
                list("l", field("e", Rows.INT64)),
                map("m", field(MapVector.KEY_NAME, Rows.UTF8), list(MapVector.VALUE_NAME, field("e", Rows.INT64))));
        for (int batchRows : new int[] {16_384, 100}) {
            List<Map<String, Object>> rows = scan(set, schema, ReadOptions.DEFAULT.withBatchRows(batchRows));
            assertThat(rows).hasSize(1500).allSatisfy(row -> {
                int key = (int) (long) row.get("__key");
                assertThat(row.get("l")).isEqualTo(lists.get(key));
                assertThat(text(row.get("m")))
                        .isEqualTo("[{\"key\":\"k" + key + "\",\"value\":"
                                + lists.get(key).toString().replace(" ", "") + "},{\"key\":\"z\",\"value\":[]}]");
            });
        }
    }

    @Test
    void readsIntegersAsDecimals() throws IOException {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("d", -99_999));
        cluster.put(set, 2, new Bin("d", 100_000));
        Schema schema = schema(field("__key", Rows.INT64), field("d", new ArrowType.Decimal(5, 0, 128)));
        Map<Object, Map<String, Object>> rows =
                Rows.by("__key", scan(set, schema, ReadOptions.DEFAULT.withOnMismatch(OnMismatch.NULL)));
        assertThat(rows.get(1L).get("d")).isEqualTo(new BigDecimal(-99_999));
        assertThat(rows.get(2L).get("d")).isNull();
    }

    private static Field list(String name, Field element) {
        return new Field(name, FieldType.nullable(new ArrowType.List()), List.of(element));
    }

    private static Field struct(String name, Field... fields) {
        return new Field(name, FieldType.nullable(new ArrowType.Struct()), List.of(fields));
    }

    private static Field map(String name, Field key, Field value) {
        Field presentKey = new Field(key.getName(), FieldType.notNullable(key.getType()), key.getChildren());
        Field pair = new Field(
                MapVector.DATA_VECTOR_NAME, FieldType.notNullable(new ArrowType.Struct()), List.of(presentKey, value));
        return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(pair));
    }

    private static String text(Object value) {
        return String.valueOf(value);
    }

    private static List<Map<String, Object>> scan(String set, Schema schema) throws IOException {
        return scan(set, schema, ReadOptions.DEFAULT);
    }

    private static List<Map<String, Object>> scan(String set, Schema schema, ReadOptions options) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowReader reader =
                cluster.aero().with(options).scan(NAMESPACE, set).schema(schema).reader()) {
            Rows.readAll(reader, rows);
        }
        return rows;
    }
}

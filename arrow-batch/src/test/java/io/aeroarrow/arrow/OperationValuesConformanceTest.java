package io.aeroarrow.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each client reads the values that the other one writes, alone and in lists and maps. */
@Timeout(120)
@ExtendWith(AerospikeExtension.class)
class OperationValuesConformanceTest {

    private static final io.aeroarrow.policy.WritePolicy WRITE = io.aeroarrow.policy.WritePolicy.DEFAULT;

    private static TestCluster cluster;
    private static AeroArrowClient client;
    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        client = AeroArrowClient.connect(cluster.config());
        set = cluster.newSet();
    }

    @AfterAll
    static void close() {
        client.close();
        cluster.close();
    }

    private static Key key(String name) {
        return Key.of(TestCluster.NAMESPACE, set, name);
    }

    private static com.aerospike.client.Key theirs(Key key) {
        return TestCluster.key(key.set(), ((Value.StringValue) key.userKey()).value());
    }

    private static com.aerospike.client.Record official(Key key) {
        return cluster.official().get(null, theirs(key));
    }

    private static void put(Key key, String bin, Value value) {
        client.put(key, List.of(new Bin(bin, value)), WRITE);
    }

    private static Value read(Key key, String bin) {
        return client.get(key).orElseThrow().bins().get(bin);
    }

    private static void assertCode(ResultCode wanted, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ServerErrorException.class, e -> {
            assertThat(e.resultCode()).isEqualTo(wanted.code());
            assertThat(e.inDoubt()).isFalse();
        });
    }

    private static Value listOf(Value... values) {
        return Value.of(List.of(values));
    }

    private static Value mapOf(Value... keysAndValues) {
        return Value.of(entries(keysAndValues));
    }

    private static Map<Value, Value> entries(Value... keysAndValues) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return entries;
    }

    /** Each value, and the equal value of the official client. */
    private static Map<Value, Object> pairs() {
        Map<Value, Object> pairs = new LinkedHashMap<>();
        for (long number : new long[] {
            0,
            1,
            -1,
            127,
            128,
            255,
            256,
            65535,
            65536,
            -32,
            -33,
            -128,
            -129,
            -32769,
            1L << 31,
            1L << 32,
            -(1L << 31) - 1
        }) {
            pairs.put(Value.of(number), number);
        }
        pairs.put(Value.of(Long.MAX_VALUE), Long.MAX_VALUE);
        pairs.put(Value.of(Long.MIN_VALUE), Long.MIN_VALUE);
        pairs.put(Value.of(1.5), 1.5);
        pairs.put(Value.of(Double.NaN), Double.NaN);
        pairs.put(Value.of(-0.0), -0.0);
        pairs.put(Value.of(true), true);
        pairs.put(Value.of(false), false);
        pairs.put(Value.of(""), "");
        pairs.put(Value.of("Gr\u00fc\u00dfe \ufffd \ud83d\ude00"), "Gr\u00fc\u00dfe \ufffd \ud83d\ude00");
        for (int length : new int[] {30, 31, 32, 254, 255, 256, 65_534, 65_535, 65_536}) {
            pairs.put(Value.of("x".repeat(length)), "x".repeat(length));
        }
        return pairs;
    }

    @Test
    void scalarsAreExchanged() {
        int number = 0;
        for (Map.Entry<Value, Object> pair : pairs().entrySet()) {
            Key ours = key("s" + number++);
            put(ours, "v", pair.getKey());
            assertThat(official(ours).bins.get("v")).isEqualTo(pair.getValue());
            Key back = key("s" + number++);
            cluster.official()
                    .put(
                            null,
                            theirs(back),
                            new com.aerospike.client.Bin("v", com.aerospike.client.Value.get(pair.getValue())));
            assertThat(read(back, "v")).isEqualTo(pair.getKey());
        }
    }

    @Test
    void listElementsAreExchanged() {
        List<Value> ours = List.copyOf(pairs().keySet());
        List<Object> theirs = List.copyOf(pairs().values());
        Key key = key("elements");
        put(key, "l", Value.of(ours));
        assertThat(official(key).bins.get("l")).isEqualTo(theirs);
        cluster.official().put(null, theirs(key), new com.aerospike.client.Bin("m", theirs));
        assertThat(read(key, "m")).isEqualTo(Value.of(ours));
        assertThat(read(key, "l")).isEqualTo(Value.of(ours));
    }

    @Test
    void blobsAndGeoJsonAreExchanged() {
        String point = "{\"type\":\"Point\",\"coordinates\":[8.5,47.3]}";
        Key key = key("blobs");
        client.put(
                key,
                List.of(
                        new Bin("b", Value.of(new byte[] {0, 1, -1})),
                        new Bin("e", Value.of(new byte[0])),
                        new Bin("g", Value.geoJson(point)),
                        new Bin("l", listOf(Value.of(new byte[] {7}), Value.geoJson(point), Value.ofNull()))),
                WRITE);
        com.aerospike.client.Record found = official(key);
        assertThat((byte[]) found.getValue("b")).containsExactly(0, 1, -1);
        assertThat(found.getGeoJSONString("g")).isEqualTo(point);
        assertThat((byte[]) found.getList("l").get(0)).containsExactly(7);
        assertThat(found.getList("l").get(1)).hasToString(point);
        assertThat(found.getList("l").get(2)).isNull();
        assertThat(read(key, "b")).isEqualTo(Value.of(new byte[] {0, 1, -1}));
        assertThat(read(key, "g")).isEqualTo(Value.geoJson(point));
        assertThat(read(key, "l")).isEqualTo(listOf(Value.of(new byte[] {7}), Value.geoJson(point), Value.ofNull()));
    }

    @Test
    void nestedListsAndMapsAreExchanged() {
        Value nested = mapOf(
                Value.of(-5), listOf(Value.of(1), listOf(), mapOf()),
                Value.of(7), Value.of(2.5),
                Value.of("a"), mapOf(Value.of("b"), listOf(Value.of(true), Value.ofNull())),
                Value.of("b"), Value.of("text"));
        Map<Object, Object> theirs = new LinkedHashMap<>();
        theirs.put(-5L, List.of(1L, List.of(), Map.of()));
        theirs.put(7L, 2.5);
        theirs.put("a", Map.of("b", java.util.Arrays.asList(true, null)));
        theirs.put("b", "text");
        Key key = key("nested");
        put(key, "m", nested);
        assertThat(official(key).bins.get("m")).isEqualTo(theirs);
        cluster.official().put(null, theirs(key), new com.aerospike.client.Bin("n", theirs));
        assertThat(read(key, "n")).isEqualTo(nested);
        assertThat(read(key, "m")).isEqualTo(nested);
    }

    @Test
    void largeListsAndMapsAreExchanged() {
        for (int size : new int[] {15, 16, 20, 65_535, 65_536}) {
            List<Value> values = java.util.stream.LongStream.range(0, size)
                    .mapToObj(Value::of)
                    .toList();
            Map<Value, Value> entries = new LinkedHashMap<>();
            values.forEach(value -> entries.put(value, Value.of(true)));
            Key key = key("large" + size);
            client.put(key, List.of(new Bin("l", Value.of(values)), new Bin("m", Value.of(entries))), WRITE);
            assertThat(official(key).getList("l")).hasSize(size);
            assertThat(official(key).getMap("m")).hasSize(size);
            assertThat(client.get(key).orElseThrow().bins())
                    .containsEntry("l", Value.of(values))
                    .containsEntry("m", Value.of(entries));
        }
    }

    @Test
    void orderedListsAndMapsStayOrdered() {
        Value map = new Value.MapValue(
                entries(
                        Value.of(new byte[] {1}), Value.of(5),
                        Value.of("b"), Value.of(4),
                        Value.of("a"), Value.of(3),
                        Value.of(2), Value.of(2),
                        Value.of(-1), Value.of(1)),
                Value.MapOrder.KEY_ORDERED);
        Value list = new Value.ListValue(List.of(Value.of(1), Value.of(2), Value.of("a")), true);
        Key key = key("ordered");
        client.put(key, List.of(new Bin("m", map), new Bin("l", list)), WRITE);
        assertThat(read(key, "m")).isEqualTo(map);
        assertThat(((Value.MapValue) read(key, "m")).entries().values())
                .containsExactly(Value.of(1), Value.of(2), Value.of(3), Value.of(4), Value.of(5));
        assertThat(read(key, "l")).isEqualTo(list);
        // The official client cannot read a sorted map of mixed keys.
        Value plain = new Value.MapValue(
                entries(Value.of(2), Value.of("b"), Value.of(1), Value.of("a")), Value.MapOrder.KEY_ORDERED);
        Key other = key("ordered-plain");
        put(other, "m", plain);
        assertThat(official(other).getMap("m"))
                .isInstanceOf(java.util.SortedMap.class)
                .isEqualTo(Map.of(1L, "a", 2L, "b"));
        java.util.TreeMap<String, Long> sorted = new java.util.TreeMap<>(Map.of("y", 1L, "x", 2L));
        cluster.official().put(null, theirs(key), new com.aerospike.client.Bin("t", sorted));
        assertThat(read(key, "t"))
                .isEqualTo(new Value.MapValue(
                        entries(Value.of("x"), Value.of(2), Value.of("y"), Value.of(1)), Value.MapOrder.KEY_ORDERED));
    }

    @Test
    void anUnsortedOrderedListIsRejected() {
        Value list = new Value.ListValue(List.of(Value.of(2), Value.of(1)), true);
        assertCode(ResultCode.UNKNOWN, () -> put(key("unsorted"), "l", list));
    }
}

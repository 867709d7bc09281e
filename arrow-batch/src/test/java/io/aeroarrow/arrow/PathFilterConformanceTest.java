package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.PathStep;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares filters on values in lists and maps with {@link FilterOracle}, over values of any type at any path. */
@ExtendWith(AerospikeExtension.class)
class PathFilterConformanceTest {

    private static final int RECORDS = 300;
    /** All records lie in the first partitions: a scan of few partitions takes less time. */
    private static final int PARTITIONS = 8;

    private static final Operand.BinValue V = Filter.bin("v");

    private static final List<Object> LEAVES = Arrays.asList(
            FilterOracle.NIL,
            0L,
            1L,
            -1L,
            7L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            0.0,
            -0.0,
            1.0,
            1.5,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            "",
            "x",
            "xy",
            "ä",
            true,
            false,
            new byte[0],
            new byte[] {1, 2},
            new com.aerospike.client.Value.GeoJSONValue("{\"type\":\"Point\",\"coordinates\":[1,2]}"));

    private static final List<Object> KEYS = List.of("a", "b", "", 0L, 1L, new byte[] {1});

    private static final List<Value> LITERALS = List.of(
            Value.of(1),
            Value.of(7),
            Value.of(Long.MIN_VALUE),
            Value.of(Long.MAX_VALUE),
            Value.of(0.0),
            Value.of(1.0),
            Value.of(1.5),
            Value.of(Double.NEGATIVE_INFINITY),
            Value.of("x"),
            Value.of(""),
            Value.of(true),
            Value.of(new byte[] {1, 2}));

    @AutoClose
    private static TestCluster cluster;

    private static String set;
    /** The bins of the record with each key. */
    private static final Map<Long, Map<String, Object>> BINS = new TreeMap<>();

    @BeforeAll
    static void write(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        Random random = new Random(11);
        for (long key = 0; BINS.size() < RECORDS; key++) {
            if (partition(key) >= PARTITIONS) {
                continue;
            }
            Map<String, Object> bins = new HashMap<>();
            if (random.nextInt(10) > 0) {
                Object value = value(random, 3);
                bins.put("v", value == FilterOracle.NIL ? 1L : value);
            }
            BINS.put(key, bins);
            List<Bin> written = new ArrayList<>(List.of(new Bin("other", key)));
            bins.forEach((name, value) -> written.add(new Bin(name, official(value))));
            cluster.put(set, key, written.toArray(Bin[]::new));
        }
    }

    private static int partition(long key) {
        byte[] digest = TestCluster.key(set, key).digest;
        return ((digest[0] & 0xff) | (digest[1] << Byte.SIZE)) & (PartitionSet.PARTITIONS - 1);
    }

    private static Object value(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(5);
        if (kind == 0) {
            return LEAVES.get(random.nextInt(LEAVES.size()));
        } else if (kind < 3) {
            List<Object> list = new ArrayList<>();
            int size = random.nextInt(4);
            for (int i = 0; i < size; i++) {
                list.add(value(random, depth - 1));
            }
            return list;
        }
        Map<Object, Object> map = new HashMap<>();
        for (Object key : KEYS) {
            if (random.nextInt(2) == 0) {
                map.put(key, value(random, depth - 1));
            }
        }
        return map;
    }

    /** Half of the maps without blob keys are sorted by key on the server. */
    private static com.aerospike.client.Value official(Object value) {
        if (value instanceof List<?> list) {
            return com.aerospike.client.Value.get(
                    list.stream().map(PathFilterConformanceTest::official).toList());
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> converted =
                    map.keySet().stream().allMatch(String.class::isInstance) ? new TreeMap<>() : new HashMap<>();
            map.forEach((key, each) -> converted.put(
                    key instanceof byte[] bytes ? com.aerospike.client.Value.get(bytes) : key, official(each)));
            return com.aerospike.client.Value.get(converted);
        }
        return value == FilterOracle.NIL
                ? com.aerospike.client.Value.getAsNull()
                : com.aerospike.client.Value.get(value);
    }

    static List<StoredValue> values() {
        return List.of(
                V,
                V.key("a"),
                V.key(""),
                V.key(1),
                V.step(new PathStep.Key(Value.of(new byte[] {1}))),
                V.index(0),
                V.index(2),
                V.index(-1),
                V.index(-3),
                V.key("a").key("b"),
                V.key("a").index(1),
                V.index(0).key("a"),
                V.index(-1).index(0),
                V.key("b").key("a").key("b"),
                V.index(1).key("a").index(0));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyFilterSelectsWhatTheOracleDoes(StoredValue value) throws IOException {
        Set<Filter> filters = new LinkedHashSet<>();
        for (Value literal : LITERALS) {
            for (ComparisonOperator operator : ComparisonOperator.values()) {
                filters.add(value.compare(operator, literal));
            }
            filters.add(value.contains(literal));
        }
        for (BinType type : BinType.values()) {
            if (type != BinType.HLL) {
                filters.add(value.hasType(type));
            }
        }
        for (Object key : KEYS) {
            filters.add(value.containsKey(
                    key instanceof Long number
                            ? Value.of(number)
                            : key instanceof String text ? Value.of(text) : Value.of((byte[]) key)));
        }
        filters.addAll(List.of(
                value.exists(),
                value.isMissing(),
                value.in(1, 7),
                value.in("x", "xy", ""),
                value.in(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
                value.in("a", "b", "c", "d", "e", "f", "g", "h", "x"),
                value.in(0.0, 1.5),
                value.between(0, 7),
                value.between(7, 0),
                value.greaterThan(-1).and(value.atMost(1)),
                value.atLeast(2).and(value.lessThan(1)).or(value.greaterThan(Long.MAX_VALUE)),
                value.between("", "x"),
                value.between(Long.MIN_VALUE, Long.MAX_VALUE),
                value.between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
                value.between(-1.0, 1.0),
                value.startsWith("x"),
                value.startsWith(""),
                value.matches("^x$"),
                value.size().equalTo(0),
                value.size().atLeast(2),
                value.size().in(1, 3)));
        // Filters that all or no records pass would test little.
        assertThat(filters).filteredOn(PathFilterConformanceTest::isSelective).hasSizeGreaterThan(8);
        for (Filter filter : filters) {
            assertSelectsWhatTheOracleDoes(filter);
            assertSelectsWhatTheOracleDoes(Filter.not(filter));
            assertSelectsWhatTheOracleDoes(Filter.not(Filter.not(filter)));
            if (!filter.acrossNumbers().equals(filter)) {
                assertSelectsWhatTheOracleDoes(Filter.not(filter.acrossNumbers()));
            }
        }
    }

    @Test
    void anIndexFarBeforeTheListIsMissing() throws IOException {
        StoredValue value = V.index(Integer.MIN_VALUE);
        assertThat(select(value.isMissing())).hasSize(RECORDS);
        assertThat(select(value.atLeast(0).or(Filter.not(value.atLeast(0))))).isEmpty();
    }

    private static void assertSelectsWhatTheOracleDoes(Filter filter) throws IOException {
        assertThat(select(filter)).as("%s", filter).isEqualTo(expected(filter));
    }

    private static boolean isSelective(Filter filter) {
        int size = expected(filter).size();
        return size > 0 && size < RECORDS;
    }

    private static Set<Long> expected(Filter filter) {
        Set<Long> expected = new TreeSet<>();
        BINS.forEach((key, bins) -> {
            if (Boolean.TRUE.equals(FilterOracle.evaluate(filter, bins))) {
                expected.add(key);
            }
        });
        return expected;
    }

    private static Set<Long> select(Filter filter) throws IOException {
        ScanRequest request = ScanRequest.of(NAMESPACE, set)
                .withPartitions(PartitionSet.range(0, PARTITIONS))
                .withFilter(filter);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ArrowReader reader = cluster.aero()
                .scan(request)
                .schema(Rows.schema(Rows.field("other", Rows.INT64)))
                .reader()) {
            Rows.readAll(reader, rows);
        }
        Set<Long> keys = new TreeSet<>();
        rows.forEach(row -> keys.add((Long) row.get("other")));
        return keys;
    }
}

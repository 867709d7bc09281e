package io.aeroarrow.spark;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Value;
import io.aeroarrow.spark.RawMsgpack.Verbatim;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The sets of the tests of nested push-down. In the clean set, values may be missing, nil, or integers where floats are expected. In the
 * hostile set, values of any type are anywhere.
 */
final class NestedSet {

    /** Scans of few partitions take less time: all records lie in these. */
    static final String PARTITIONS = "0-7";

    private static final int LAST_PARTITION = 7;
    private static final int RECORDS = 400;

    private static final StructType INNER = new StructType()
            .add("b", DataTypes.LongType)
            .add("t", DataTypes.StringType)
            .add("deep", new StructType().add("c", DataTypes.LongType));

    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add(
                    "s",
                    new StructType()
                            .add("a", DataTypes.LongType)
                            .add("i", DataTypes.IntegerType)
                            .add("d", DataTypes.DoubleType)
                            .add("f", DataTypes.FloatType)
                            .add("t", DataTypes.StringType)
                            .add("b", DataTypes.BooleanType)
                            .add("x", DataTypes.BinaryType)
                            .add("day", DataTypes.DateType)
                            .add("m", DataTypes.createDecimalType(5, 0))
                            .add("big", DataTypes.createDecimalType(20, 0))
                            .add("inner", INNER)
                            .add("l", DataTypes.createArrayType(DataTypes.LongType)))
            .add("l", DataTypes.createArrayType(DataTypes.LongType))
            .add("ld", DataTypes.createArrayType(DataTypes.DoubleType))
            .add("ls", DataTypes.createArrayType(DataTypes.StringType))
            .add("m", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
            .add("mi", DataTypes.createMapType(DataTypes.LongType, DataTypes.LongType));

    private static final List<Object> LONGS =
            Arrays.asList(null, 0L, 1L, -1L, 5L, Long.MAX_VALUE, Long.MIN_VALUE, (1L << 53) + 1);
    private static final List<Object> INTS = Arrays.asList(null, 0L, 1L, 5L, 2147483647L, -2147483648L);
    private static final List<Object> DOUBLES = Arrays.asList(
            null, 0.0, -0.0, 1.5, 5.0, 5L, 0L, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300);
    private static final List<Object> FLOATS =
            Arrays.asList(null, 0.0, 1.5, 16777216L, 5L, Double.NaN, Verbatim.of(0xca, 0x3f, 0xc0, 0, 0));
    private static final List<Object> TEXTS =
            Arrays.asList(null, "", "a", "ab", "b", "ä", "[1]", "{}", List.of(1L), Map.of("k", "v"));
    private static final List<Object> BOOLS = Arrays.asList(null, true, false, 0L, 1L);
    private static final List<Object> BLOBS = Arrays.asList(null, new byte[0], new byte[] {1, 2});
    /** A text without a type ends the process of a server that indexes it by a context (seen on 8.1.0.3 and 8.1.2.0). */
    private static final Verbatim EMPTY_RAW = Verbatim.of(0xa0);

    private static final List<Object> HOSTILE = Arrays.asList(
            100_000L,
            3_000_000_000L,
            0.1,
            2.0,
            "x",
            "5",
            true,
            new byte[] {5},
            List.of(),
            List.of(5L, "x"),
            Map.of(),
            Map.of("b", "x", "a", 5L),
            Map.of(5L, 5L),
            // An integer above the largest long, text that is not UTF-8, and a blob and a text without a type.
            Verbatim.of(0xcf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe),
            Verbatim.of(0xa2, 0x03, 0xff),
            EMPTY_RAW,
            Verbatim.of(0xa1, 0x61),
            // GeoJSON
            Verbatim.of(0xa3, 0x17, 0x7b, 0x7d));

    private final Random random;
    private final List<Object> hostileValues;
    private final boolean hostile;

    private NestedSet(Random random, List<Object> hostileValues) {
        this.random = random;
        this.hostileValues = hostileValues;
        this.hostile = !hostileValues.isEmpty();
    }

    /** Writes the hostile set without the values that end the process of a server that indexes them; returns its name. */
    static String writeIndexable(SparkCluster cluster) {
        return write(
                cluster, HOSTILE.stream().filter(value -> value != EMPTY_RAW).toList());
    }

    /** Writes a set and returns its name. */
    static String write(SparkCluster cluster, boolean hostile) {
        return write(cluster, hostile ? HOSTILE : List.of());
    }

    private static String write(SparkCluster cluster, List<Object> hostileValues) {
        String set = cluster.newSet();
        NestedSet values = new NestedSet(new Random(5), hostileValues);
        int written = 0;
        for (long id = 0; written < RECORDS; id++) {
            Key key = new Key(SparkCluster.NAMESPACE, set, Value.get(id));
            if (((key.digest[0] & 0xff) | (key.digest[1] << Byte.SIZE & 0xf00)) <= LAST_PARTITION) {
                cluster.official().put(null, key, values.bins(id).toArray(Bin[]::new));
                written++;
            }
        }
        return set;
    }

    private List<Bin> bins(long id) {
        List<Bin> bins = new ArrayList<>(List.of(new Bin("id", id)));
        add(bins, "s", struct());
        add(bins, "l", list(LONGS));
        add(bins, "ld", list(DOUBLES));
        add(bins, "ls", list(TEXTS));
        add(bins, "m", map(List.of("k", "a", ""), TEXTS));
        add(bins, "mi", map(List.of(0L, 1L, 5L), LONGS));
        return bins;
    }

    private void add(List<Bin> bins, String name, Object value) {
        int chance = random.nextInt(10);
        if (hostile && chance == 0) {
            Object any = pick(hostileValues);
            bins.add(RawMsgpack.bin(name, any instanceof Verbatim ? 7L : any));
        } else if (chance > 1) {
            bins.add(RawMsgpack.bin(name, value));
        }
    }

    private Map<Object, Object> struct() {
        Map<Object, Object> fields = new HashMap<>();
        put(fields, "a", pick(LONGS));
        put(fields, "i", pick(INTS));
        put(fields, "d", pick(DOUBLES));
        put(fields, "f", pick(FLOATS));
        put(fields, "t", pick(TEXTS));
        put(fields, "b", pick(BOOLS));
        put(fields, "x", pick(BLOBS));
        put(fields, "day", pick(INTS));
        put(fields, "m", pick(Arrays.asList(null, 5L, 99_999L, -1L)));
        put(fields, "big", pick(LONGS));
        put(fields, "l", list(LONGS));
        put(fields, "no_field", 5L);
        fields.put(7L, "an integer key");
        Map<Object, Object> inner = new HashMap<>();
        put(inner, "b", pick(LONGS));
        put(inner, "t", pick(TEXTS));
        Map<Object, Object> deep = new HashMap<>();
        put(deep, "c", pick(LONGS));
        put(inner, "deep", pick(Arrays.asList(null, deep, deep)));
        put(fields, "inner", pick(Arrays.asList(null, inner, inner, inner)));
        if (hostile && random.nextInt(3) == 0) {
            List<Object> names = new ArrayList<>(fields.keySet());
            fields.put(pick(names), pick(hostileValues));
        }
        return random.nextBoolean() ? fields : sorted(fields);
    }

    /** Sometimes a field is missing. */
    private void put(Map<Object, Object> fields, String name, Object value) {
        if (random.nextInt(6) > 0) {
            fields.put(name, value);
        }
    }

    /** A map that the server keeps sorted by key: integers come before strings. */
    private static Map<Object, Object> sorted(Map<Object, Object> fields) {
        Map<Object, Object> sorted = new LinkedHashMap<>();
        sorted.put(Verbatim.of(0xc7, 0, 1), null);
        fields.entrySet().stream()
                .sorted((one, other) -> order(one.getKey()).compareTo(order(other.getKey())))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static String order(Object key) {
        return key instanceof Long
                ? ""
                : "s" + new String(key.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private List<Object> list(List<Object> from) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(hostile && random.nextInt(20) == 0 ? pick(hostileValues) : pick(from));
        }
        return list;
    }

    private Map<Object, Object> map(List<Object> keys, List<Object> from) {
        Map<Object, Object> map = new HashMap<>();
        List<Object> some = new ArrayList<>(keys);
        Collections.shuffle(some, random);
        some.subList(0, random.nextInt(some.size() + 1))
                .forEach(key -> map.put(key, hostile && random.nextInt(20) == 0 ? pick(hostileValues) : pick(from)));
        return map;
    }

    private Object pick(List<Object> from) {
        return from.get(random.nextInt(from.size()));
    }
}

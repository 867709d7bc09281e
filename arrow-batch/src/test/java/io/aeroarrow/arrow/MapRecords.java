package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random records whose bin {@code m} is mostly a map {@code {a: integer, b: text, v: {x: float, w: {z: integer}}}}. Each part
 * may be absent, nil, or of any other type.
 */
final class MapRecords {

    /** Compared by identity. */
    static final Value NO_MAP = Value.of(List.of());

    private static final int BATCH = 1_000;
    private static final List<String> KEYS = List.of("a", "b", "v", "x", "w", "z", "é", "other");

    private MapRecords() {}

    /** Returns the bin {@code m} of a record; null if the record does not have it. */
    static @Nullable Value of(int number) {
        Random random = new Random(number * 31L + 7);
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1, 2 -> other(random);
            default -> map(random, 0);
        };
    }

    private static Value map(Random random, int depth) {
        Map<Value, Value> map = new LinkedHashMap<>();
        for (String key : KEYS.subList(0, KEYS.size() - random.nextInt(2))) {
            if (random.nextInt(6) > 0) {
                map.put(Value.of(key), value(key, random, depth));
            }
        }
        // Keys of other types, and a long map, must not matter.
        if (random.nextInt(10) == 0) {
            map.put(Value.of(0), Value.of(19));
            map.put(Value.of(new byte[] {1}), Value.of("blob key"));
        }
        if (random.nextInt(200) == 0) {
            for (int i = 0; i < 300; i++) {
                map.put(Value.of("long key number " + i), Value.of(i));
            }
        }
        return random.nextBoolean() ? Value.of(map) : ordered(map);
    }

    /** Servers refuse an ordered map whose keys are not in the order of servers: integers, strings, blobs. */
    private static Value ordered(Map<Value, Value> map) {
        Map<String, Value> texts = new TreeMap<>();
        map.forEach((key, value) -> {
            if (key instanceof Value.StringValue text) {
                texts.put(text.value(), value);
            }
        });
        Map<Value, Value> sorted = new LinkedHashMap<>();
        texts.forEach((key, value) -> sorted.put(Value.of(key), value));
        return new Value.MapValue(sorted, MapOrder.KEY_ORDERED);
    }

    private static Value value(String key, Random random, int depth) {
        if (random.nextInt(8) == 0) {
            return random.nextBoolean() ? Value.ofNull() : other(random);
        }
        return switch (key) {
            case "a", "z" -> Value.of(random.nextLong() >> random.nextInt(64));
            case "x" -> Value.of(random.nextGaussian());
            case "v", "w" -> depth < 3 ? map(random, depth + 1) : Value.of(1);
            default -> Value.of("text " + random.nextInt(1_000));
        };
    }

    private static Value other(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> Value.of(random.nextInt(3));
            case 1 -> Value.of(1.5);
            case 2 -> Value.of("a");
            case 3 -> Value.of(new byte[] {(byte) 0x81, 0, 1});
            case 4 -> Value.of(List.of(Value.of("a"), Value.of(1)));
            case 5 -> Value.of(true);
            case 6 -> Value.geoJson("{\"type\":\"Point\",\"coordinates\":[1.5,2.5]}");
            case 7 -> Value.of(List.of());
            default -> Value.of(Map.of());
        };
    }

    /** Writes records from number 0 on, with their number as the key and a bin {@code n}, and in half of them {@code o}. */
    static void write(AeroArrowClient client, String set, int count) {
        BatchPolicy policy = BatchPolicy.DEFAULT;
        for (int from = 0; from < count; from += BATCH) {
            List<BatchEntry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(count, from + BATCH); i++) {
                entries.add(BatchEntry.put(Key.of(NAMESPACE, set, i), bins(i))
                        .withPolicy(WritePolicy.DEFAULT.withSendKey(true)));
            }
            client.batch(entries, policy)
                    .forEach(result -> assertThat(result.error()).isEmpty());
        }
    }

    private static List<Bin> bins(int number) {
        List<Bin> bins = new ArrayList<>();
        bins.add(new Bin("n", Value.of(number)));
        Value map = of(number);
        if (map != null) {
            bins.add(new Bin("m", map));
        }
        if (number % 2 == 0) {
            bins.add(new Bin("o", Value.of("o" + number)));
        }
        return bins;
    }

    /**
     * Returns the value at a path in the bin {@code m} of a record.
     *
     * @return null if it is absent or nil; {@link #NO_MAP} if something else than a map is on the way
     */
    static @Nullable Value at(int number, List<String> path) {
        Value value = of(number);
        for (String key : path) {
            if (value == null || value instanceof Value.NullValue) {
                return null;
            }
            if (!(value instanceof Value.MapValue map)) {
                return NO_MAP;
            }
            value = map.entries().get(Value.of(key));
        }
        return value instanceof Value.NullValue ? null : value;
    }
}

package io.aeroarrow.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random lists and maps with keys in order. Numbers have the same text in all formats. */
final class RandomValues {

    private static final String[] NAMES = {
        "a", "b", "items", "name", "", "ä", "a longer name than the others", "\"", "1", "\\"
    };

    private final Random random;

    RandomValues(long seed) {
        random = new Random(seed);
    }

    Map<String, Object> map(int depth) {
        Map<String, Object> map = new TreeMap<>();
        int size = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(6);
        for (int i = 0; i < size; i++) {
            map.put(size < 6 ? NAMES[random.nextInt(NAMES.length)] : "k" + random.nextInt(1000), value(depth - 1));
        }
        return map;
    }

    List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        int size = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(6);
        for (int i = 0; i < size; i++) {
            list.add(value(depth - 1));
        }
        return list;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextInt(1000) + 0.5;
            case 4 -> "text \n\t\"\\ ä😀".substring(random.nextInt(8)).repeat(random.nextInt(3));
            case 5 -> "x".repeat(random.nextInt(100));
            case 6 -> list(depth);
            default -> map(depth);
        };
    }
}

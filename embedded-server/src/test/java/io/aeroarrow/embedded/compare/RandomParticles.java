package io.aeroarrow.embedded.compare;

import io.aeroarrow.embedded.compare.Packed.Comparand;
import io.aeroarrow.embedded.compare.Packed.FlaggedList;
import io.aeroarrow.embedded.compare.Packed.PackedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Random elements of lists and maps. There are few different ones, so that many are equal. */
final class RandomParticles {
    private final Random random;

    RandomParticles(Random random) {
        this.random = random;
    }

    /** An element that can be stored. */
    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 0 ? 20 : 15)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> List.of(-1.5, 0.0, 0.5, 2.0, 1e300).get(random.nextInt(5));
            case 3, 4 -> text();
            case 5 -> new byte[] {(byte) random.nextInt(3)};
            case 6 ->
                List.of(-1000L, 300L, 70_000L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 33)
                        .get(random.nextInt(6));
            case 15, 16 -> list(depth - 1);
            case 17 -> new FlaggedList(1, sorted());
            case 18, 19 -> map(depth - 1);
            default -> (long) (random.nextInt(9) - 2);
        };
    }

    /** A value to compare with: sometimes a wildcard, an infinity, or a list that ends with one. */
    @Nullable
    Object comparand() {
        return switch (random.nextInt(16)) {
            case 0 -> Comparand.WILDCARD;
            case 1 -> Comparand.INFINITY;
            case 2 -> List.of((long) random.nextInt(3), random.nextBoolean() ? Comparand.WILDCARD : Comparand.INFINITY);
            default -> value(1);
        };
    }

    Object key() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> text();
            case 3 -> new byte[] {(byte) random.nextInt(3)};
            default -> (long) (random.nextInt(8) - 2);
        };
    }

    List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(depth > 0 ? 7 : 4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    PackedMap map(int depth) {
        boolean ordered = random.nextInt(3) == 0;
        List<@Nullable Object> entries = new ArrayList<>();
        // Integers in ascending order, then strings: the server's order.
        new TreeSet<>(IntStream.range(0, random.nextInt(4))
                        .map(i -> random.nextInt(8))
                        .boxed()
                        .toList())
                .forEach(key -> {
                    entries.add((long) key);
                    entries.add(value(depth));
                });
        new TreeSet<>(IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> text())
                        .toList())
                .forEach(key -> {
                    entries.add(key);
                    entries.add(value(depth));
                });
        return new PackedMap(ordered ? (random.nextBoolean() ? 1 : 3) : -1, entries);
    }

    private String text() {
        return List.of("", "a", "b", "ab", "abc", "é").get(random.nextInt(6));
    }

    private List<@Nullable Object> sorted() {
        return new ArrayList<>(IntStream.range(0, random.nextInt(4))
                .map(i -> random.nextInt(6))
                .sorted()
                .mapToObj(i -> (long) i)
                .toList());
    }
}

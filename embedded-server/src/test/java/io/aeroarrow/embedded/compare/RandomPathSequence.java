package io.aeroarrow.embedded.compare;

import io.aeroarrow.embedded.compare.Packed.FlaggedList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Requests with selections by paths on a list and a map, alone and in expressions. Servers know them from 8.1.2 on. */
final class RandomPathSequence implements RandomSequence {
    private static final int SELECT = 0xfe;
    private static final int WRITE = 2;
    private static final int READ_CALL = 3;
    private static final int MODIFY_CALL = 4;
    private static final int EXPRESSION_READ = 7;
    private static final int EXPRESSION_MODIFY = 8;
    private static final int BLOB = 4;
    private static final int MAP = 19;
    private static final int LIST = 20;
    private static final int LIST_TYPE = 4;
    private static final int MAP_TYPE = 5;
    private static final int VALUE_VARIABLE = 1;

    private final Random random;
    private final RandomParticles values;
    private boolean ordered;

    RandomPathSequence(Random random) {
        this.random = random;
        this.values = new RandomParticles(random);
    }

    @Override
    public List<ComparedOp> next(int request) {
        if (request % 4 == 0) {
            return List.of(start(true), start(false));
        }
        return List.of(call());
    }

    private ComparedOp start(boolean list) {
        return op(WRITE, list ? LIST : MAP, list ? "l" : "m", list ? startList() : map(2));
    }

    private Object startList() {
        ordered = random.nextInt(4) == 0;
        return ordered ? new FlaggedList(1, new ArrayList<>(List.of(1L, 2L, 5L))) : list(3);
    }

    /** Without ordered lists: a change below one ends 8.1.2.0. */
    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(value(depth - 1));
        }
        return list;
    }

    private Packed.PackedMap map(int depth) {
        List<@Nullable Object> entries = new ArrayList<>();
        for (long key = 0; key < 3; key++) {
            if (random.nextBoolean()) {
                entries.addAll(Arrays.asList(key, value(depth - 1)));
            }
        }
        for (String key : List.of("a", "ab", "b")) {
            if (random.nextInt(3) == 0) {
                entries.addAll(Arrays.asList(key, value(depth - 1)));
            }
        }
        int[] flags = {-1, -1, 1, 3};
        return new Packed.PackedMap(flags[random.nextInt(flags.length)], entries);
    }

    private @Nullable Object value(int depth) {
        int kind = depth > 0 ? random.nextInt(4) : 2;
        if (kind == 0) {
            return list(depth);
        } else if (kind == 1) {
            return map(depth);
        }
        Object flat = values.value(0);
        return flat instanceof FlaggedList ? 1L : flat;
    }

    private ComparedOp call() {
        boolean list = random.nextBoolean();
        String bin = list ? "l" : random.nextInt(30) == 0 ? "absent" : "m";
        return switch (random.nextInt(6)) {
            case 0, 1 -> op(READ_CALL, BLOB, bin, select(false));
            case 2, 3 -> op(MODIFY_CALL, BLOB, bin, select(random.nextInt(6) > 0));
            case 4 -> op(EXPRESSION_READ, BLOB, "x", Arrays.asList(expression(list, false), (long) flag()));
            default -> op(EXPRESSION_MODIFY, BLOB, "y", Arrays.asList(expression(list, true), (long) flag()));
        };
    }

    private int flag() {
        return random.nextInt(3) == 0 ? 0 : 0x10;
    }

    /** A call on a bin; a read declares a type that may be wrong. */
    private List<@Nullable Object> expression(boolean list, boolean apply) {
        int type = list ? LIST_TYPE : MAP_TYPE;
        int result = apply || random.nextInt(4) == 0 ? type : LIST_TYPE;
        List<@Nullable Object> bin = Arrays.asList(81L, (long) type, new Packed.Name(list ? "l" : "m"));
        if (random.nextInt(8) == 0) {
            return Arrays.asList(
                    random.nextBoolean() ? 101L : 102L, Arrays.asList(81L, (long) MAP_TYPE, new Packed.Name("m")));
        }
        return Arrays.asList(127L, (long) result, apply ? 0x40L : 0L, select(apply), bin);
    }

    private List<@Nullable Object> select(boolean apply) {
        List<@Nullable Object> path = new ArrayList<>();
        for (int i = ordered && apply ? 1 : 1 + random.nextInt(3); i > 0; i--) {
            level(path);
        }
        long mode = apply ? 4 : random.nextInt(20) == 0 ? 5 : random.nextInt(4);
        long flags = mode | (random.nextInt(4) > 0 ? 0x10 : 0);
        return apply ? Arrays.asList((long) SELECT, path, flags, change()) : Arrays.asList((long) SELECT, path, flags);
    }

    private void level(List<@Nullable Object> path) {
        long kind = random.nextInt(8) == 0 ? 0x10L * (1 + random.nextInt(2)) : 0;
        switch (random.nextInt(12)) {
            case 0 -> add(path, kind, (long) (random.nextInt(5) - 2));
            case 1 -> add(path, kind | 1, (long) (random.nextInt(5) - 2));
            case 2 -> add(path, kind | 2, values.key());
            case 3 -> add(path, kind | 3, values.value(1));
            case 4 -> add(path, kind | 10, keys());
            case 5, 6, 7 -> add(path, kind | 4, true);
            default -> add(path, kind | 4, condition());
        }
        long how = (Long) path.get(path.size() - 2) & 0x0f;
        // After an index or rank of a map, a condition makes 8.1.2.0 read the bytes behind the element.
        boolean safe = how > 1 || kind == 0x10;
        if (safe && (how != 4 ? random.nextInt(3) == 0 : random.nextInt(40) == 0)) {
            add(path, 0x204L, condition());
        }
    }

    private Object keys() {
        List<@Nullable Object> keys = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(values.key());
        }
        return keys;
    }

    private static void add(List<@Nullable Object> path, long type, @Nullable Object value) {
        path.add(type);
        path.add(value);
    }

    private List<@Nullable Object> variable(int type, int which) {
        return Arrays.asList(122L, (long) type, (long) which);
    }

    private List<@Nullable Object> condition() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> Arrays.asList(3L, variable(2, VALUE_VARIABLE), (long) random.nextInt(5) - 1);
            case 3 -> Arrays.asList(1L, variable(3, VALUE_VARIABLE), "a");
            case 4 -> Arrays.asList(6L, variable(2, 2), (long) random.nextInt(3));
            case 5 -> Arrays.asList(1L, variable(3, 0), "ab");
            case 6 -> Arrays.asList(3L, variable(2, 0), 1L);
            case 7 -> Arrays.asList(4L, Arrays.asList(127L, 2L, 0L, List.of(16L), variable(LIST_TYPE, 1)), 1L);
            case 8 -> Arrays.asList(17L, condition(), condition());
            default -> Arrays.asList(18L, condition());
        };
    }

    private List<@Nullable Object> change() {
        return switch (random.nextInt(6)) {
            case 0 -> List.of(100L);
            case 1, 2 -> Arrays.asList(20L, variable(2, VALUE_VARIABLE), 10L);
            case 3 -> variable(2 + random.nextInt(4), random.nextInt(2));
            case 4 -> Arrays.asList(123L, condition(), List.of(0L), variable(2, VALUE_VARIABLE));
            default -> Arrays.asList(20L, variable(2, 2), 1L);
        };
    }

    private static ComparedOp op(int code, int particle, String bin, @Nullable Object value) {
        return new ComparedOp(code, particle, bin, Packed.of(value), String.valueOf(value));
    }
}

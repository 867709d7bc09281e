package io.aeroarrow.embedded.compare;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random calls of list and map operations, most of them valid. */
final class RandomCollectionCalls {
    private static final int BLOB = 4;
    private static final int CDT_READ = 3;
    private static final int CDT_MODIFY = 4;
    private static final int WITH_CONTEXT = 0xff;

    /**
     * The operations: code, required parameters, optional parameters. I index, C count, V value to store, X value to compare with, K key,
     * L values to store, Y values to compare with, M map, F order of a new container, W write flags, T return type, S sort flags, D amount.
     */
    private static final String LIST_WRITES =
            "0 F;1 V FW;2 L FW;3 IV W;4 IL W;5 I;6 I C;7 I;8 I C;9 IV W;10 IC;11 ;12 I DFW;13 S"
                    + ";32 TI;33 TX;34 TI;35 TX;36 TY;37 TI C;38 TX X;39 TI C;40 TXI C";

    private static final String LIST_READS =
            "16 ;17 I;18 I C;19 TI;20 TX;21 TI;22 TX;23 TY;24 TI C;25 TX X;26 TI C;27 TXI C";
    private static final String MAP_WRITES = "64 F;65 KV F;66 M F;67 KV FW;68 M FW;69 KV;70 M;73 K DF;74 K DF;75 ;67"
            + " KV FW;68 M FW;76 TK;77 TI;78 TX;79 TI;81 TZ;82 TX;83 TY;84 TK K;85 TI C;86 TX X;87 TI C;88 TKI C;89 TXI C";
    private static final String MAP_READS =
            "96 ;97 TK;98 TI;99 TX;100 TI;102 TX;103 TK K;104 TI C;105 TX X;106 TI C;107 TZ;108 TY;109 TKI C;110 TXI C";

    private final Random random;
    private final RandomParticles values;

    RandomCollectionCalls(Random random) {
        this.random = random;
        this.values = new RandomParticles(random);
    }

    ComparedOp call() {
        boolean list = random.nextBoolean();
        boolean write = random.nextInt(5) < 3;
        String table = list ? write ? LIST_WRITES : LIST_READS : write ? MAP_WRITES : MAP_READS;
        List<@Nullable Object> call = call(table.split(";"));
        List<@Nullable Object> sent = call;
        if (random.nextInt(3) == 0) {
            sent = new ArrayList<>();
            sent.add(WITH_CONTEXT);
            sent.add(context(write));
            sent.add(call);
        }
        byte[] payload = Packed.of(sent);
        // A container of the other kind is the exception.
        boolean fits = sent != call || random.nextInt(30) > 0;
        return new ComparedOp(
                write ? CDT_MODIFY : CDT_READ,
                BLOB,
                list == fits ? "l" : "m",
                payload,
                describe(sent) + " = " + HexFormat.of().formatHex(payload));
    }

    /** The parameters of a call in an expression: the code first. */
    List<@Nullable Object> read(boolean list) {
        return call((list ? LIST_READS : MAP_READS).split(";"));
    }

    List<@Nullable Object> write(boolean list) {
        return call((list ? LIST_WRITES : MAP_WRITES).split(";"));
    }

    private List<@Nullable Object> call(String[] table) {
        String[] row = table[random.nextInt(table.length)].split(" ", -1);
        String optional = row.length > 2 ? row[2] : "";
        String parameters = row[1] + optional.substring(0, random.nextInt(optional.length() + 1));
        List<@Nullable Object> call = new ArrayList<>();
        call.add(Integer.valueOf(row[0]));
        // A real server pads lists up to 2 GiB.
        boolean pads = List.of("3", "4", "9", "12").contains(row[0]);
        for (int i = 0; i < parameters.length(); i++) {
            char kind = parameters.charAt(i);
            call.add(kind == 'I' && pads ? (Object) (long) (random.nextInt(13) - 5) : parameter(kind));
        }
        if (random.nextInt(60) == 0) {
            call.add(1);
        }
        return crashesServers(call) ? call(table) : call;
    }

    /** Whether a real server exits: all entries of a map but those of an empty list of keys or values. */
    private static boolean crashesServers(List<@Nullable Object> call) {
        return call.size() > 2
                && List.of(81, 83, 107, 108).contains(call.get(0))
                && call.get(1) instanceof Integer flags
                && flags >= 0x10000
                && call.get(2) instanceof List<?> items
                && items.isEmpty();
    }

    private @Nullable Object parameter(char kind) {
        return switch (kind) {
            case 'I' ->
                random.nextInt(25) == 0 ? random.nextLong() >> random.nextInt(34) : (long) random.nextInt(13) - 5;
            case 'C' ->
                random.nextInt(25) == 0 ? random.nextLong() >> random.nextInt(64) & ~0x10 : (long) random.nextInt(7);
            case 'V' -> values.value(2);
            case 'X' -> values.comparand();
            case 'K' -> values.key();
            case 'L' -> values.list(2);
            case 'Y' -> comparands();
            case 'Z' -> keys();
            case 'M' -> values.map(2);
            case 'F' ->
                random.nextInt(20) == 0
                        ? random.nextInt(64) & ~0x10
                        : random.nextInt(4) % 3 | (random.nextInt(4) == 0 ? 1 : 0);
            case 'W' -> random.nextInt(16);
            case 'S' -> random.nextInt(4);
            case 'D' ->
                random.nextInt(10) == 0
                        ? values.value(0)
                        : random.nextInt(4) == 0 ? 1.5 : (Object) (long) random.nextInt(5);
            default -> returnType();
        };
    }

    private Object returnType() {
        int type = random.nextInt(18);
        return (type == 14 || type == 15) && random.nextInt(4) > 0 ? 7 : type | (random.nextInt(4) == 0 ? 0x10000 : 0);
    }

    private List<@Nullable Object> comparands() {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(random.nextInt(8) == 0 ? values.value(1) : values.value(0));
        }
        return list;
    }

    private List<@Nullable Object> keys() {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(values.key());
        }
        return list;
    }

    private List<@Nullable Object> context(boolean write) {
        List<@Nullable Object> context = new ArrayList<>();
        for (int i = 1 + random.nextInt(random.nextInt(4) == 0 ? 3 : 1); i > 0; i--) {
            step(context, write && random.nextInt(2) == 0);
        }
        return context;
    }

    private void step(List<@Nullable Object> context, boolean create) {
        int how = random.nextInt(4);
        boolean list = random.nextBoolean();
        if (create && random.nextInt(4) > 0) {
            how = list ? 0 : 2;
        }
        int flags = create
                ? List.of(0x40, 0x80, 0xc0, 0x140, 0x180, 0x1c0).get(random.nextInt(random.nextInt(4) == 0 ? 6 : 3))
                : 0;
        int type = (list ? 0x10 : 0x20) | how | flags;
        context.add(random.nextInt(60) == 0 ? random.nextInt(0x100) & ~0x80 : type);
        // A real server exits if it has to create an element at a negative index.
        boolean creates = flags != 0 && list;
        context.add(
                switch (how) {
                    case 0, 1 -> creates ? (long) random.nextInt(6) : (long) random.nextInt(8) - 3;
                    case 2 -> values.key();
                    default -> values.comparand();
                });
    }

    /** A value of a whole bin. */
    ComparedOp start(boolean list) {
        Object value = list
                ? random.nextInt(3) == 0 ? new Packed.FlaggedList(1, List.of(1L, 2L, 2L, 5L)) : values.list(3)
                : values.map(3);
        byte[] payload = Packed.of(value);
        return new ComparedOp(
                2,
                list ? 20 : 19,
                list ? "l" : "m",
                payload,
                "put " + HexFormat.of().formatHex(payload));
    }

    static String describe(@Nullable Object value) {
        if (value instanceof Packed.PackedMap map) {
            return map.flags() + "{" + describe(map.keysAndValues()) + "}";
        } else if (value instanceof Packed.FlaggedList list) {
            return list.flags() + describe(list.elements());
        } else if (value instanceof byte[] bytes) {
            return "x" + HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(RandomCollectionCalls::describe).toList().toString();
        } else if (value instanceof String text) {
            return "'" + text + "'";
        }
        return String.valueOf(value);
    }
}

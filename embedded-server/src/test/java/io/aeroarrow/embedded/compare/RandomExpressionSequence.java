package io.aeroarrow.embedded.compare;

import io.aeroarrow.embedded.compare.Packed.Comparand;
import io.aeroarrow.embedded.compare.Packed.FlaggedList;
import io.aeroarrow.embedded.compare.Packed.Name;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Requests that read or write the value of an expression, most with calls of list, map, bit and HyperLogLog operations. */
final class RandomExpressionSequence implements RandomSequence {
    private static final int WRITE = 2;
    private static final int EXP_READ = 7;
    private static final int EXP_MODIFY = 8;
    private static final int HLL_MODIFY = 16;
    private static final int BLOB = 4;
    private static final int BIN = 81;
    private static final int QUOTE = 126;
    private static final int CALL = 127;
    private static final int MODIFIES = 0x40;

    private static final int BOOL = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int LIST = 4;
    private static final int MAP = 5;
    private static final int BLOB_TYPE = 6;
    private static final int FLOAT = 7;
    private static final int HLL = 9;

    private final Random random;
    private final RandomCollectionCalls collections;
    private final RandomBitSequence bits;
    private final RandomHllSequence sketches;
    private final RandomParticles values;

    RandomExpressionSequence(Random random) {
        this.random = random;
        this.collections = new RandomCollectionCalls(random);
        this.bits = new RandomBitSequence(random);
        this.sketches = new RandomHllSequence(random);
        this.values = new RandomParticles(random);
    }

    @Override
    public List<ComparedOp> next(int request) {
        return request == 0 ? start() : ops();
    }

    private List<ComparedOp> start() {
        byte[] blob = new byte[random.nextInt(10)];
        random.nextBytes(blob);
        return List.of(
                collections.start(true),
                collections.start(false),
                put("i", 1, ByteBuffer.allocate(8).putLong(random.nextInt(5)).array()),
                put("s", STRING, "abc".getBytes(StandardCharsets.US_ASCII)),
                put("b", BLOB, blob),
                new ComparedOp(HLL_MODIFY, BLOB, "h", Packed.of(List.of(1, List.of(1L, "x", 2L), 4, 4)), "add"));
    }

    private static ComparedOp put(String bin, int particle, byte[] value) {
        return new ComparedOp(
                WRITE, particle, bin, value, "put " + HexFormat.of().formatHex(value));
    }

    private List<ComparedOp> ops() {
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            ops.add(op());
        }
        return ops;
    }

    private ComparedOp op() {
        boolean write = random.nextInt(3) == 0;
        Object expression = expression(
                List.of(BOOL, INT, INT, STRING, LIST, LIST, MAP, BLOB_TYPE, HLL, FLOAT)
                        .get(random.nextInt(10)),
                3);
        int flags = random.nextInt(3) > 0
                ? random.nextInt(2) * 0x10
                : write ? random.nextInt(0x20) : random.nextInt(5) == 0 ? 1 : 0x10;
        byte[] payload = Packed.of(List.of(expression, flags));
        String bin = write ? List.of("x", "y", "l", "m", "b", "h").get(random.nextInt(6)) : "r";
        return new ComparedOp(
                write ? EXP_MODIFY : EXP_READ,
                BLOB,
                bin,
                payload,
                RandomCollectionCalls.describe(expression) + " flags " + flags + " = "
                        + HexFormat.of().formatHex(payload));
    }

    private Object expression(int type, int depth) {
        return switch (type) {
            case BOOL ->
                random.nextBoolean()
                        ? List.of(1 + random.nextInt(6), expression(INT, depth - 1), expression(INT, depth - 1))
                        : call(type, depth);
            case INT -> integer(depth);
            case STRING -> random.nextInt(3) == 0 ? bin(type, "s") : depth > 0 ? call(type, depth) : "abc";
            case LIST ->
                random.nextInt(8) == 0
                        ? List.of(QUOTE, values.list(1))
                        : random.nextBoolean() && depth > 0 ? call(type, depth) : bin(type, "l");
            case MAP ->
                random.nextInt(8) == 0
                        ? values.map(1)
                        : random.nextBoolean() && depth > 0 ? call(type, depth) : bin(type, "m");
            case BLOB_TYPE -> random.nextBoolean() && depth > 0 ? bitCall(type, true, depth) : bin(type, "b");
            case HLL -> random.nextBoolean() && depth > 0 ? hllCall(type, true, depth) : bin(type, "h");
            default -> depth > 0 ? call(type, depth) : (Object) 1.5;
        };
    }

    private Object integer(int depth) {
        if (depth <= 0) {
            return (long) random.nextInt(6) - 2;
        }
        return switch (random.nextInt(8)) {
            case 0 -> (long) random.nextInt(6) - 2;
            case 1 -> bin(INT, "i");
            case 2 -> List.of(20 + random.nextInt(3), expression(INT, depth - 1), expression(INT, depth - 1));
            case 3 -> bitCall(INT, false, depth);
            case 4 -> hllCall(INT, false, depth);
            default -> call(INT, depth);
        };
    }

    private List<Object> bin(int type, String name) {
        return List.of(BIN, type, new Name(random.nextInt(40) == 0 ? "none" : name));
    }

    /** A list or map operation; a modification if its value has the type of the changed container. */
    private Object call(int type, int depth) {
        boolean list = type == MAP ? random.nextInt(4) == 0 : random.nextBoolean();
        boolean write = type == (list ? LIST : MAP) && random.nextInt(3) > 0;
        List<@Nullable Object> call = write ? collections.write(list) : collections.read(list);
        return List.of(
                CALL,
                random.nextInt(20) == 0 ? 1 + random.nextInt(9) : type,
                write ? MODIFIES : 0,
                quoted(call, depth),
                expression(list ? LIST : MAP, depth - 1));
    }

    private Object bitCall(int type, boolean write, int depth) {
        return List.of(
                CALL, type, write ? MODIFIES | 1 : 1, quoted(bits.call(write), 0), expression(BLOB_TYPE, depth - 1));
    }

    private Object hllCall(int type, boolean write, int depth) {
        return List.of(
                CALL, type, write ? MODIFIES | 2 : 2, quoted(sketches.call(write), 0), expression(HLL, depth - 1));
    }

    /** The call with its lists quoted, and with some integers computed. */
    private List<@Nullable Object> quoted(List<@Nullable Object> call, int depth) {
        List<@Nullable Object> quoted = new ArrayList<>();
        for (int i = 0; i < call.size(); i++) {
            Object parameter = call.get(i);
            if (parameter instanceof List<?> || parameter instanceof FlaggedList) {
                quoted.add(List.of(QUOTE, parameter));
            } else if (parameter instanceof Comparand) {
                quoted.add(parameter);
            } else if (i > 0 && depth > 0 && parameter instanceof Long && random.nextInt(10) == 0) {
                quoted.add(random.nextBoolean() ? bin(INT, "i") : List.of(20, 1L, bin(INT, "i")));
            } else {
                quoted.add(parameter);
            }
        }
        return quoted;
    }
}

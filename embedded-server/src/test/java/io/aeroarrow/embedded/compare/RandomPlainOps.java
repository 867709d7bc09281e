package io.aeroarrow.embedded.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random ops on whole values, and filters on them. */
final class RandomPlainOps {
    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int ADD = 5;
    private static final int APPEND = 9;
    private static final int PREPEND = 10;
    private static final int TOUCH = 11;
    private static final int DELETE = 14;
    private static final int BIN = 81;
    private static final int INT = 2;
    private static final int STRING = 3;

    private final Random random;
    private final RandomParticles values;

    RandomPlainOps(Random random) {
        this.random = random;
        this.values = new RandomParticles(random);
    }

    /** Ops that read. */
    List<ComparedOp> reads() {
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            ops.add(read());
        }
        return ops;
    }

    /** Ops of which most write. */
    List<ComparedOp> writes() {
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = 1 + random.nextInt(random.nextInt(3) == 0 ? 4 : 1); i > 0; i--) {
            ops.add(ops.isEmpty() || random.nextInt(4) > 0 ? write() : read());
        }
        return ops;
    }

    private ComparedOp read() {
        return op(READ, 0, random.nextInt(12) == 0 ? "" : bin(), new byte[0]);
    }

    private ComparedOp write() {
        return switch (random.nextInt(14)) {
            case 0, 1 -> value(ADD);
            case 2 -> value(APPEND);
            case 3 -> value(PREPEND);
            case 4 -> op(TOUCH, 0, "", new byte[0]);
            case 5 -> random.nextInt(3) == 0 ? op(DELETE, 0, "", new byte[0]) : value(WRITE);
            case 6 -> op(WRITE, 0, bin(), new byte[0]);
            case 7 -> op(ADD, 1, bin(), integer(random.nextInt(5) - 2));
            case 8 -> op(APPEND, STRING, bin(), text());
            default -> value(WRITE);
        };
    }

    private ComparedOp value(int code) {
        return switch (random.nextInt(12)) {
            case 0 ->
                op(
                        code,
                        2,
                        bin(),
                        ByteBuffer.allocate(8)
                                .putDouble(random.nextInt(4) / 2.0)
                                .array());
            case 1, 2 -> op(code, STRING, bin(), text());
            case 3 -> op(code, random.nextInt(3) == 0 ? 7 + random.nextInt(6) : 4, bin(), text());
            case 4 -> op(code, 17, bin(), new byte[] {(byte) random.nextInt(2)});
            case 5 -> op(code, 20, bin(), Packed.of(values.list(2)));
            case 6 -> op(code, 19, bin(), Packed.of(values.map(2)));
            case 7 -> op(code, 1, bin(), integer(random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE));
            case 8 -> random.nextInt(4) == 0 ? malformed(code) : op(code, 1, bin(), integer(random.nextInt(100)));
            default -> op(code, 1, bin(), integer(random.nextInt(10)));
        };
    }

    /** Values of other sizes, and unknown types. */
    private ComparedOp malformed(int code) {
        byte[] value = new byte[random.nextInt(10)];
        random.nextBytes(value);
        return op(code, List.of(0, 1, 2, 5, 17, 21, 24, 99).get(random.nextInt(8)), bin(), value);
    }

    private String bin() {
        return random.nextInt(60) == 0
                ? "abcdefghijklmnop"
                : List.of("a", "b", "c", "i", "s").get(random.nextInt(5));
    }

    private byte[] text() {
        return List.of("", "x", "yz", "é").get(random.nextInt(4)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] integer(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static ComparedOp op(int code, int particle, String bin, byte[] value) {
        return new ComparedOp(
                code,
                particle,
                bin,
                value,
                "particle " + particle + " " + HexFormat.of().formatHex(value));
    }

    /** A filter: a comparison of a bin, perhaps negated or joined with another. */
    byte[] filter() {
        return Packed.of(condition(2));
    }

    private Object condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return random.nextInt(3) == 0
                    ? List.of(18, condition(depth - 1))
                    : List.of(16 + random.nextInt(2), condition(depth - 1), condition(depth - 1));
        }
        int comparison = 1 + random.nextInt(6);
        return random.nextInt(3) == 0
                ? List.of(comparison, List.of(BIN, STRING, new Packed.Name("s")), random.nextBoolean() ? "x" : "yz")
                : List.of(comparison, List.of(BIN, INT, new Packed.Name(bin())), (long) random.nextInt(8));
    }
}

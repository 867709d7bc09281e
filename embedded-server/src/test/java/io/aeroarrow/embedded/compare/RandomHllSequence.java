package io.aeroarrow.embedded.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Requests with operations on HyperLogLog values: their registers are compared, too. */
final class RandomHllSequence implements RandomSequence {
    private static final int BLOB = 4;
    private static final int HLL_READ = 15;
    private static final int HLL_MODIFY = 16;
    private static final int HEADER_SIZE = 11;
    private static final int RUN_BITS = 6;

    private final Random random;

    RandomHllSequence(Random random) {
        this.random = random;
    }

    @Override
    public List<ComparedOp> next(int request) {
        List<ComparedOp> ops = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            boolean write = request == 0 || random.nextBoolean();
            byte[] payload = Packed.of(call(write));
            ops.add(new ComparedOp(
                    write ? HLL_MODIFY : HLL_READ,
                    BLOB,
                    random.nextInt(4) == 0 ? "g" : "h",
                    payload,
                    HexFormat.of().formatHex(payload)));
        }
        return ops;
    }

    /** A call with its code first. */
    List<@Nullable Object> call(boolean write) {
        List<@Nullable Object> call = new ArrayList<>();
        int code = write ? List.of(0, 1, 1, 1, 1, 2, 2, 3, 4).get(random.nextInt(9)) : 50 + random.nextInt(7);
        call.add(code);
        switch (code) {
            case 0 -> call.addAll(optional(List.of(indexBits(), minhashBits(), random.nextInt(8)), 0));
            case 1 -> call.addAll(optional(List.of(elements(), indexBits(), minhashBits(), random.nextInt(8) & 5), 1));
            case 2 -> call.addAll(optional(List.of(sketches(), random.nextInt(16)), 1));
            case 4 -> call.add(indexBits());
            case 51, 52, 53, 54 -> call.add(random.nextInt(8) == 0 ? sketch() : sketches());
            case 56 -> call.add(elements());
            default -> {}
        }
        return call;
    }

    private List<Object> optional(List<Object> parameters, int required) {
        int rest = parameters.size() - required + 1;
        return parameters.subList(0, random.nextInt(3) == 0 ? required + random.nextInt(rest) : parameters.size());
    }

    private Object indexBits() {
        return random.nextInt(8) == 0
                ? random.nextInt(20) - 1
                : List.of(4, 5, 6, 8, 10).get(random.nextInt(5));
    }

    private Object minhashBits() {
        return random.nextInt(8) == 0
                ? random.nextInt(60) - 1
                : List.of(-1, 0, 0, 4, 10, 51).get(random.nextInt(6));
    }

    private Object elements() {
        int count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(200);
        return IntStream.range(0, count).mapToObj(i -> element()).toList();
    }

    private Object element() {
        int number = random.nextInt(3000);
        return switch (random.nextInt(6)) {
            case 0 -> "element " + number;
            case 1 -> ("blob of more than sixteen bytes " + number).getBytes(StandardCharsets.US_ASCII);
            case 2 -> number / 8.0;
            case 3 -> random.nextBoolean();
            default -> (long) number;
        };
    }

    private List<Object> sketches() {
        return IntStream.range(0, random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3))
                .mapToObj(i -> sketch())
                .toList();
    }

    /** A sketch with random registers, as a real server could have written. */
    private Object sketch() {
        int indexBits = List.of(4, 5, 6, 8).get(random.nextInt(4));
        int minhashBits = random.nextInt(3) > 0 ? 0 : List.of(4, 10, 51).get(random.nextInt(3));
        int width = RUN_BITS + minhashBits;
        byte[] bytes = new byte[HEADER_SIZE + (width * (1 << indexBits) + 7) / 8];
        bytes[1] = (byte) indexBits;
        bytes[2] = (byte) (random.nextInt(40) == 0 ? 2 : minhashBits);
        int filled = random.nextInt(101);
        for (int register = 0; register < 1 << indexBits; register++) {
            if (random.nextInt(100) < filled) {
                long run = Math.min(30, Long.numberOfTrailingZeros(random.nextLong()) + 1);
                fill(bytes, HEADER_SIZE * 8 + register * width, width, (run << minhashBits) | minhash(minhashBits));
            }
        }
        return bytes;
    }

    private long minhash(int bits) {
        return random.nextLong() & ((1L << bits) - 1);
    }

    private static void fill(byte[] bytes, int start, int width, long value) {
        for (int i = 0; i < width; i++) {
            int bit = start + i;
            bytes[bit >> 3] |= (byte) (((value >>> (width - 1 - i)) & 1) << (7 - (bit & 7)));
        }
    }
}

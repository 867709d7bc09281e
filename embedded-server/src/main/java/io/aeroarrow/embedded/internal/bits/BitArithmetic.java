package io.aeroarrow.embedded.internal.bits;

import java.util.OptionalLong;

/** Addition and subtraction of integers with up to 64 bits. */
final class BitArithmetic {
    private static final int SIGNED = 0x1;
    private static final int SATURATE = 0x2;
    private static final int WRAP = 0x4;

    private BitArithmetic() {}

    /** The result of ADD or SUBTRACT; empty for an overflow that is neither saturated nor wrapped. */
    static OptionalLong compute(BitCall call, long loaded) {
        int unused = Long.SIZE - call.size();
        long mask = -1L >>> unused;
        long operand = call.value() & mask;
        boolean adds = call.operation() == BitOperation.ADD;
        long result = (adds ? loaded + operand : loaded - operand) & mask;
        if (call.option(WRAP)) {
            return OptionalLong.of(result);
        }
        if (call.option(SIGNED)) {
            return signed(call, loaded, adds ? operand : -operand, result);
        }
        boolean overflows = adds ? Long.compareUnsigned(result, loaded) < 0 : Long.compareUnsigned(result, loaded) > 0;
        if (!overflows) {
            return OptionalLong.of(result);
        }
        return call.option(SATURATE) ? OptionalLong.of(adds ? mask : 0) : OptionalLong.empty();
    }

    private static OptionalLong signed(BitCall call, long loaded, long operand, long result) {
        int unused = Long.SIZE - call.size();
        long mask = -1L >>> unused;
        long left = loaded << unused >> unused;
        long right = operand << unused >> unused;
        long sum = result << unused >> unused;
        boolean below = left < 0 && right < 0 && sum > 0;
        boolean above = left > 0 && right > 0 && sum < 0;
        if (!below && !above) {
            return OptionalLong.of(result);
        }
        if (!call.option(SATURATE)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(below ? 1L << (call.size() - 1) : mask >>> 1);
    }
}

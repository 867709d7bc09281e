package io.aeroarrow.internal.arrow.decode.column;

/** Converts doubles to IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. */
final class HalfFloat {

    private static final int FRACTION_BITS = 10;
    private static final int MIN_EXPONENT = -14;
    private static final int MAX_EXPONENT = 15;
    private static final int DOUBLE_FRACTION_BITS = 52;
    private static final short INFINITY = 0x7c00;
    private static final short NAN = 0x7e00;

    private HalfFloat() {}

    /** Whether binary16 can represent a value exactly. Every NaN counts as representable; its payload is lost. */
    static boolean holds(double real) {
        if (Double.isNaN(real) || Double.isInfinite(real) || real == 0) {
            return true;
        }
        int exponent = Math.getExponent(real);
        // Subnormal values, below the minimum exponent, have fewer fraction bits.
        int lost = DOUBLE_FRACTION_BITS - FRACTION_BITS + Math.max(0, MIN_EXPONENT - exponent);
        if (exponent > MAX_EXPONENT || lost > DOUBLE_FRACTION_BITS) {
            return false;
        }
        long significand = Double.doubleToRawLongBits(real) & (1L << DOUBLE_FRACTION_BITS) - 1;
        return (significand & (1L << lost) - 1) == 0;
    }

    /** Returns the binary16 bits of a value that {@link #holds} accepts. */
    static short bits(double real) {
        int sign = (int) (Double.doubleToRawLongBits(real) >>> 48) & 0x8000;
        if (Double.isNaN(real)) {
            return NAN;
        }
        double size = Math.abs(real);
        if (size == 0) {
            return (short) sign;
        } else if (Double.isInfinite(size)) {
            return (short) (sign | INFINITY);
        }
        int exponent = Math.getExponent(size);
        if (exponent < MIN_EXPONENT) {
            return (short) (sign | (int) Math.scalb(size, FRACTION_BITS - MIN_EXPONENT));
        }
        int fraction = (int) Math.scalb(size, FRACTION_BITS - exponent) & (1 << FRACTION_BITS) - 1;
        return (short) (sign | (exponent + MAX_EXPONENT) << FRACTION_BITS | fraction);
    }
}

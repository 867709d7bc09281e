package io.aeroarrow.filter;

import java.util.Arrays;

/**
 * A set of integers as a bitmap of their lowest bits, which a server tests in one step. Other integers with the same lowest
 * bits are in the bitmap too; a test of the range leaves most of them out, and all of them if the range is no wider than the
 * bitmap.
 */
public final class IntegerBitmap {

    /** Servers copy a constant for each record. Up to this size, the copy costs less than the rest of the test. */
    private static final int MAX_EXACT_BITS = 1 << 15;

    private static final int MAX_BITS = 1 << 16;
    private static final int MIN_BITS = 1 << 10;
    /** About one of so many other integers is in the bitmap, too. */
    private static final int BITS_PER_VALUE = 8;
    /** From this many values on, so many other integers are in the bitmap that it is not worth its cost. */
    private static final int MAX_VALUES = MAX_BITS / 2;

    private final long low;
    private final long high;
    private final byte[] bytes;

    private IntegerBitmap(long low, long high, int bits, long[] values) {
        this.low = low;
        this.high = high;
        this.bytes = new byte[bits / Byte.SIZE];
        for (long value : values) {
            int bit = bit(value);
            bytes[bit / Byte.SIZE] |= (byte) (0x80 >>> bit % Byte.SIZE);
        }
    }

    /**
     * Creates the bitmap of some integers. It has no bytes if there are too many of them for a bitmap.
     *
     * @param values at least one, in any order
     */
    static IntegerBitmap of(long[] values) {
        long low = Arrays.stream(values).min().orElseThrow();
        long high = Arrays.stream(values).max().orElseThrow();
        long span = high - low;
        if (span >= 0 && span < MAX_EXACT_BITS) {
            return new IntegerBitmap(low, high, powerOfTwo((int) span + 1), values);
        }
        if (values.length > MAX_VALUES) {
            return new IntegerBitmap(low, high, 0, new long[0]);
        }
        return new IntegerBitmap(low, high, Math.min(powerOfTwo(values.length * BITS_PER_VALUE), MAX_BITS), values);
    }

    private static int powerOfTwo(int atLeast) {
        return Math.max(MIN_BITS, Integer.highestOneBit(Math.max(atLeast - 1, 1)) << 1);
    }

    /** The lowest integer. */
    public long low() {
        return low;
    }

    /** The highest integer. */
    public long high() {
        return high;
    }

    /** The number of bits, a power of two; the lowest bits of an integer select one. 0 if only the range is tested. */
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    /** The bits, the first one in the highest bit of the first byte. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Whether the range and the bitmap together contain no other integer. */
    public boolean isExact() {
        long span = high - low;
        return span >= 0 && span < bits();
    }

    private int bit(long value) {
        return (int) (value & (bits() - 1));
    }
}

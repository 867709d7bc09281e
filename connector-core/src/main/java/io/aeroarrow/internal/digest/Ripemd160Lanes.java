package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.Arrays;

/**
 * RIPEMD-160 of many one-block messages in parallel. {@link Ripemd160} explains the tables. Each step is a plain loop
 * over the lanes, because the JVM vectorizes only such loops.
 */
final class Ripemd160Lanes {

    private static final int STEPS = 16;
    private static final int[] START = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    private final int lanes;
    /** By word of the block, then by lane. */
    private final int[][] block;

    private final int[][] left;
    private final int[][] right;

    Ripemd160Lanes(int lanes) {
        this.lanes = lanes;
        block = new int[STEPS][lanes];
        left = new int[START.length][lanes];
        right = new int[START.length][lanes];
    }

    void put(int lane, int word, int value) {
        block[word][lane] = value;
    }

    void compress() {
        run(left, Ripemd160.LEFT_WORD, Ripemd160.LEFT_SHIFT, Ripemd160.LEFT_CONSTANT, false);
        run(right, Ripemd160.RIGHT_WORD, Ripemd160.RIGHT_SHIFT, Ripemd160.RIGHT_CONSTANT, true);
    }

    /** Writes a lane's digest. */
    void write(int lane, long target) {
        for (int i = 0; i < START.length; i++) {
            // The left and right lines are combined crosswise, each word with the next one's start value.
            int word = START[(i + 1) % START.length]
                    + left[(i + 2) % START.length][lane]
                    + right[(i + 3) % START.length][lane];
            RawMemory.putInt(target + (long) i * Integer.BYTES, littleEndian(word));
        }
    }

    private static int littleEndian(int word) {
        return RawMemory.LITTLE_ENDIAN ? word : Integer.reverseBytes(word);
    }

    private void run(int[][] line, byte[] words, byte[] shifts, int[] constants, boolean backward) {
        for (int i = 0; i < START.length; i++) {
            Arrays.fill(line[i], START[i]);
        }
        int[] a = line[0];
        int[] b = line[1];
        int[] c = line[2];
        int[] d = line[3];
        int[] e = line[4];
        for (int i = 0; i < words.length; i++) {
            int round = i / STEPS;
            step(
                    backward ? constants.length - 1 - round : round,
                    a,
                    b,
                    c,
                    d,
                    e,
                    block[words[i]],
                    constants[round],
                    shifts[i]);
            int[] last = e;
            e = d;
            d = c;
            c = b;
            b = a;
            a = last;
        }
        // After eighty steps, a multiple of five, each array is back in its position.
    }

    /** Leaves the new word in {@code a}, and turns {@code c}. */
    private void step(int function, int[] a, int[] b, int[] c, int[] d, int[] e, int[] word, int constant, int shift) {
        switch (function) {
            case 0 -> parity(a, b, c, d, e, word, constant, shift, lanes);
            case 1 -> choose(a, b, c, d, e, word, constant, shift, lanes);
            case 2 -> orNot(a, b, c, d, e, word, constant, shift, lanes);
            case 3 -> choose(a, d, b, c, e, word, constant, shift, lanes);
            default -> notOr(a, b, c, d, e, word, constant, shift, lanes);
        }
        turn(c, lanes);
    }

    private static void turn(int[] c, int lanes) {
        for (int i = 0; i < lanes; i++) {
            c[i] = c[i] << 10 | c[i] >>> 22;
        }
    }

    private static void parity(
            int[] a, int[] x, int[] y, int[] z, int[] e, int[] word, int constant, int shift, int lanes) {
        for (int i = 0; i < lanes; i++) {
            int sum = a[i] + (x[i] ^ y[i] ^ z[i]) + word[i] + constant;
            a[i] = (sum << shift | sum >>> (32 - shift)) + e[i];
        }
    }

    private static void choose(
            int[] a, int[] x, int[] y, int[] z, int[] e, int[] word, int constant, int shift, int lanes) {
        for (int i = 0; i < lanes; i++) {
            int sum = a[i] + (((y[i] ^ z[i]) & x[i]) ^ z[i]) + word[i] + constant;
            a[i] = (sum << shift | sum >>> (32 - shift)) + e[i];
        }
    }

    private static void orNot(
            int[] a, int[] x, int[] y, int[] z, int[] e, int[] word, int constant, int shift, int lanes) {
        for (int i = 0; i < lanes; i++) {
            int sum = a[i] + ((x[i] | ~y[i]) ^ z[i]) + word[i] + constant;
            a[i] = (sum << shift | sum >>> (32 - shift)) + e[i];
        }
    }

    private static void notOr(
            int[] a, int[] x, int[] y, int[] z, int[] e, int[] word, int constant, int shift, int lanes) {
        for (int i = 0; i < lanes; i++) {
            int sum = a[i] + (x[i] ^ (y[i] | ~z[i])) + word[i] + constant;
            a[i] = (sum << shift | sum >>> (32 - shift)) + e[i];
        }
    }
}

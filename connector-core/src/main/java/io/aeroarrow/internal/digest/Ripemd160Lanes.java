package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.Arrays;

/**
 * RIPEMD-160 of many one-block messages in parallel. Each step is a plain loop over the lanes, because the JVM
 * vectorizes only such loops.
 */
final class Ripemd160Lanes {

    private static final int STEPS = 16;
    /** For fewer lanes, running the rounds of each costs less. */
    private static final int FEW = 24;

    private static final int[] START = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    // One hexadecimal digit for each step: the index of the block's word, and the number of bits to rotate.
    private static final byte[] LEFT_WORD =
            digits("0123456789abcdef74d1a6f3c0952eb83ae49f812706db5c19ba08c4d37fe56240597c2ae138b6fd");
    private static final byte[] RIGHT_WORD =
            digits("5e7092b4d6f81a3c6b370d5aef8c4912f5137e69b8c2a04d86413bf05c2d97aecfa4158762de039b");
    private static final byte[] LEFT_SHIFT =
            digits("befc5879bdef6798768db97f7cf9b7dcbd67e9dfe8d65c75bcefef989e56865c9f5b68dc5cdeb856");
    private static final byte[] RIGHT_SHIFT =
            digits("899bdff5778beec69df7c89b77c76fdb97fb866ecd5edd75f58bee6e69c9c5f885c9c5e68d65fdbb");
    private static final int[] LEFT_CONSTANT = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};
    private static final int[] RIGHT_CONSTANT = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};

    private final int capacity;
    /** By word of the block, then by lane. */
    private final int[][] block;

    private final int[][] left = new int[START.length][];
    private final int[][] right = new int[START.length][];

    Ripemd160Lanes(int capacity) {
        this.capacity = capacity;
        block = new int[STEPS][capacity];
    }

    private static byte[] digits(String hex) {
        byte[] values = new byte[hex.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Character.digit(hex.charAt(i), 16);
        }
        return values;
    }

    void put(int lane, int word, int value) {
        block[word][lane] = value;
    }

    /** Hashes the messages of the first lanes. */
    void compress(int lanes) {
        prepare(left, lanes);
        prepare(right, lanes);
        if (lanes < FEW) {
            compressEach(lanes);
            return;
        }
        run(left, LEFT_WORD, LEFT_SHIFT, LEFT_CONSTANT, false, lanes);
        run(right, RIGHT_WORD, RIGHT_SHIFT, RIGHT_CONSTANT, true, lanes);
    }

    private void prepare(int[][] line, int lanes) {
        for (int i = 0; i < START.length; i++) {
            if (line[i] == null || line[i].length < lanes) {
                line[i] = new int[lanes < FEW ? FEW : capacity];
            }
            Arrays.fill(line[i], 0, lanes, START[i]);
        }
    }

    private void compressEach(int lanes) {
        int[] words = new int[STEPS];
        for (int lane = 0; lane < lanes; lane++) {
            for (int word = 0; word < STEPS; word++) {
                words[word] = block[word][lane];
            }
            int[] ofLeft = START.clone();
            int[] ofRight = START.clone();
            Ripemd160Rounds.run(ofLeft, ofRight, words);
            for (int i = 0; i < START.length; i++) {
                left[i][lane] = ofLeft[i];
                right[i][lane] = ofRight[i];
            }
        }
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

    private void run(int[][] line, byte[] words, byte[] shifts, int[] constants, boolean backward, int lanes) {
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
                    shifts[i],
                    lanes);
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
    private static void step(
            int function, int[] a, int[] b, int[] c, int[] d, int[] e, int[] word, int constant, int shift, int lanes) {
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

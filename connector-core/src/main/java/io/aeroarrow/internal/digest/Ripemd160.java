package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * RIPEMD-160, which the JDK lacks, over single bytes or off-heap ranges. Reusable by one thread; allocates nothing.
 *
 * <p>Follows H. Dobbertin, A. Bosselaers, B. Preneel, "RIPEMD-160: A Strengthened Version of RIPEMD".
 */
final class Ripemd160 {

    static final int DIGEST_SIZE = 20;
    private static final int BLOCK_SIZE = 64;
    private static final int LENGTH_WORD = 14;
    private static final int STEPS = 16;

    // One hexadecimal digit for each step: the index of the block's word, and the number of bits to rotate.
    static final byte[] LEFT_WORD =
            digits("0123456789abcdef74d1a6f3c0952eb83ae49f812706db5c19ba08c4d37fe56240597c2ae138b6fd");
    static final byte[] RIGHT_WORD =
            digits("5e7092b4d6f81a3c6b370d5aef8c4912f5137e69b8c2a04d86413bf05c2d97aecfa4158762de039b");
    static final byte[] LEFT_SHIFT =
            digits("befc5879bdef6798768db97f7cf9b7dcbd67e9dfe8d65c75bcefef989e56865c9f5b68dc5cdeb856");
    static final byte[] RIGHT_SHIFT =
            digits("899bdff5778beec69df7c89b77c76fdb97fb866ecd5edd75f58bee6e69c9c5f885c9c5e68d65fdbb");
    static final int[] LEFT_CONSTANT = {0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xa953fd4e};
    static final int[] RIGHT_CONSTANT = {0x50a28be6, 0x5c4dd124, 0x6d703ef3, 0x7a6d76e9, 0};

    private final int[] block = new int[BLOCK_SIZE / Integer.BYTES];
    private final int[] line = new int[5];
    private int h0;
    private int h1;
    private int h2;
    private int h3;
    private int h4;
    private long length;

    Ripemd160() {
        reset();
    }

    private static byte[] digits(String hex) {
        byte[] values = new byte[hex.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Character.digit(hex.charAt(i), 16);
        }
        return values;
    }

    void reset() {
        h0 = 0x67452301;
        h1 = 0xefcdab89;
        h2 = 0x98badcfe;
        h3 = 0x10325476;
        h4 = 0xc3d2e1f0;
        length = 0;
    }

    void update(byte value) {
        int index = (int) (length & (BLOCK_SIZE - 1));
        int word = index >> 2;
        int shifted = (value & 0xff) << ((index & 3) << 3);
        block[word] = (index & 3) == 0 ? shifted : block[word] | shifted;
        length++;
        if (index == BLOCK_SIZE - 1) {
            compress();
        }
    }

    void update(byte[] bytes) {
        for (byte value : bytes) {
            update(value);
        }
    }

    void update(long address, int bytes) {
        for (int i = 0; i < bytes; i++) {
            update(RawMemory.getByte(address + i));
        }
    }

    /** Writes the digest of the bytes so far, and resets. */
    void digest(long target) {
        finish();
        putLittleEndian(target, h0);
        putLittleEndian(target + 4, h1);
        putLittleEndian(target + 8, h2);
        putLittleEndian(target + 12, h3);
        putLittleEndian(target + 16, h4);
        reset();
    }

    /** Returns the digest of the bytes so far, and resets. */
    byte[] digest() {
        finish();
        byte[] digest = ByteBuffer.allocate(DIGEST_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(h0)
                .putInt(h1)
                .putInt(h2)
                .putInt(h3)
                .putInt(h4)
                .array();
        reset();
        return digest;
    }

    private void finish() {
        long bits = length << 3;
        update((byte) 0x80);
        int index = (int) (length & (BLOCK_SIZE - 1));
        if (index > LENGTH_WORD * Integer.BYTES) {
            zeroFrom(index, block.length);
            compress();
            index = 0;
        }
        // After a compressed block the index is 0, and the block's old bytes must be cleared.
        zeroFrom(index, LENGTH_WORD);
        block[LENGTH_WORD] = (int) bits;
        block[LENGTH_WORD + 1] = (int) (bits >>> 32);
        compress();
    }

    private void zeroFrom(int byteIndex, int endWord) {
        int firstFree = (byteIndex + 3) >> 2;
        for (int i = firstFree; i < endWord; i++) {
            block[i] = 0;
        }
    }

    private static void putLittleEndian(long target, int word) {
        for (int i = 0; i < Integer.BYTES; i++) {
            RawMemory.putByte(target + i, (byte) (word >>> (i << 3)));
        }
    }

    private void compress() {
        runLine(LEFT_WORD, LEFT_SHIFT, LEFT_CONSTANT, false);
        int a = line[0];
        int b = line[1];
        int c = line[2];
        int d = line[3];
        int e = line[4];
        runLine(RIGHT_WORD, RIGHT_SHIFT, RIGHT_CONSTANT, true);
        int mixed = h1 + c + line[3];
        h1 = h2 + d + line[4];
        h2 = h3 + e + line[0];
        h3 = h4 + a + line[1];
        h4 = h0 + b + line[2];
        h0 = mixed;
    }

    private void runLine(byte[] words, byte[] shifts, int[] constants, boolean right) {
        int a = h0;
        int b = h1;
        int c = h2;
        int d = h3;
        int e = h4;
        for (int round = 0; round < constants.length; round++) {
            int function = right ? constants.length - 1 - round : round;
            int constant = constants[round];
            for (int i = round * STEPS; i < (round + 1) * STEPS; i++) {
                int sum = a + mix(function, b, c, d) + block[words[i]] + constant;
                int next = Integer.rotateLeft(sum, shifts[i]) + e;
                a = e;
                e = d;
                d = Integer.rotateLeft(c, 10);
                c = b;
                b = next;
            }
        }
        line[0] = a;
        line[1] = b;
        line[2] = c;
        line[3] = d;
        line[4] = e;
    }

    private static int mix(int function, int x, int y, int z) {
        return switch (function) {
            case 0 -> x ^ y ^ z;
            case 1 -> (x & y) | (~x & z);
            case 2 -> (x | ~y) ^ z;
            case 3 -> (x & z) | (y & ~z);
            default -> x ^ (y | ~z);
        };
    }
}

package io.aeroarrow.internal.digest;

import io.aeroarrow.internal.bytes.RawMemory;
import java.util.Arrays;

/**
 * RIPEMD-160, which the JDK lacks, over single bytes or off-heap ranges. Reusable by one thread; allocates nothing.
 *
 * <p>Follows H. Dobbertin, A. Bosselaers, B. Preneel, "RIPEMD-160: A Strengthened Version of RIPEMD".
 */
final class Ripemd160 {

    static final int DIGEST_SIZE = 20;
    private static final int BLOCK_SIZE = 64;
    private static final int LENGTH_AT = BLOCK_SIZE - Long.BYTES;

    private final byte[] block = new byte[BLOCK_SIZE];
    private int used;
    private long length;

    private final int[] hash = new int[5];
    private final int[] left = new int[hash.length];
    private final int[] right = new int[hash.length];
    private final int[] words = new int[BLOCK_SIZE / Integer.BYTES];

    Ripemd160() {
        reset();
    }

    void reset() {
        hash[0] = 0x67452301;
        hash[1] = 0xefcdab89;
        hash[2] = 0x98badcfe;
        hash[3] = 0x10325476;
        hash[4] = 0xc3d2e1f0;
        used = 0;
        length = 0;
    }

    void update(byte value) {
        block[used] = value;
        added(1);
    }

    void update(byte[] bytes) {
        for (int from = 0; from < bytes.length; ) {
            int size = Math.min(bytes.length - from, BLOCK_SIZE - used);
            System.arraycopy(bytes, from, block, used, size);
            added(size);
            from += size;
        }
    }

    void update(long address, int bytes) {
        for (int from = 0; from < bytes; ) {
            int size = Math.min(bytes - from, BLOCK_SIZE - used);
            RawMemory.copy(address + from, block, used, size);
            added(size);
            from += size;
        }
    }

    private void added(int bytes) {
        used += bytes;
        length += bytes;
        if (used == BLOCK_SIZE) {
            compress();
            used = 0;
        }
    }

    /** Writes the digest of the bytes so far, and resets. */
    void digest(long target) {
        finish();
        for (int i = 0; i < hash.length; i++) {
            int word = hash[i];
            RawMemory.putInt(
                    target + (long) i * Integer.BYTES, RawMemory.LITTLE_ENDIAN ? word : Integer.reverseBytes(word));
        }
        reset();
    }

    /** Returns the digest of the bytes so far, and resets. */
    byte[] digest() {
        finish();
        byte[] digest = new byte[DIGEST_SIZE];
        for (int i = 0; i < hash.length; i++) {
            putLittleEndian(digest, i * Integer.BYTES, hash[i]);
        }
        reset();
        return digest;
    }

    private void finish() {
        long bits = length << 3;
        update((byte) 0x80);
        if (used > LENGTH_AT) {
            Arrays.fill(block, used, BLOCK_SIZE, (byte) 0);
            compress();
            used = 0;
        }
        // After a compressed block, used is 0, and the block's old bytes must be cleared.
        Arrays.fill(block, used, LENGTH_AT, (byte) 0);
        putLittleEndian(block, LENGTH_AT, (int) bits);
        putLittleEndian(block, LENGTH_AT + Integer.BYTES, (int) (bits >>> 32));
        compress();
    }

    private static void putLittleEndian(byte[] target, int offset, int word) {
        target[offset] = (byte) word;
        target[offset + 1] = (byte) (word >>> 8);
        target[offset + 2] = (byte) (word >>> 16);
        target[offset + 3] = (byte) (word >>> 24);
    }

    private void compress() {
        byte[] bytes = block;
        for (int i = 0, at = 0; i < words.length; i++, at += Integer.BYTES) {
            words[i] = (bytes[at] & 0xff)
                    | (bytes[at + 1] & 0xff) << 8
                    | (bytes[at + 2] & 0xff) << 16
                    | (bytes[at + 3] & 0xff) << 24;
        }
        System.arraycopy(hash, 0, left, 0, hash.length);
        System.arraycopy(hash, 0, right, 0, hash.length);
        Ripemd160Rounds.run(left, right, words);
        int mixed = hash[1] + left[2] + right[3];
        hash[1] = hash[2] + left[3] + right[4];
        hash[2] = hash[3] + left[4] + right[0];
        hash[3] = hash[4] + left[0] + right[1];
        hash[4] = hash[0] + left[1] + right[2];
        hash[0] = mixed;
    }
}

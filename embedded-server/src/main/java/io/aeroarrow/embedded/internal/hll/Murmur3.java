package io.aeroarrow.embedded.internal.hll;

import io.aeroarrow.embedded.internal.wire.ByteSlice;

/** MurmurHash3, the variant with 128 bits for 64-bit machines, with the seed 0. */
final class Murmur3 {
    private static final long C1 = 0x87c3_7b91_1142_53d5L;
    private static final long C2 = 0x4cf5_ad43_2745_937fL;
    private static final int BLOCK = 16;

    /** The two halves of a hash. */
    record Hash(long first, long second) {}

    private Murmur3() {}

    static Hash hash(ByteSlice data) {
        long h1 = 0;
        long h2 = 0;
        int blocks = data.length() / BLOCK;
        for (int i = 0; i < blocks; i++) {
            h1 ^= mixFirst(load(data, i * BLOCK, Long.BYTES));
            h1 = Long.rotateLeft(h1, 27) + h2;
            h1 = h1 * 5 + 0x52dc_e729;
            h2 ^= mixSecond(load(data, i * BLOCK + Long.BYTES, Long.BYTES));
            h2 = Long.rotateLeft(h2, 31) + h1;
            h2 = h2 * 5 + 0x3849_5ab5;
        }
        int tail = blocks * BLOCK;
        int left = data.length() - tail;
        if (left > Long.BYTES) {
            h2 ^= mixSecond(load(data, tail + Long.BYTES, left - Long.BYTES));
        }
        if (left > 0) {
            h1 ^= mixFirst(load(data, tail, Math.min(left, Long.BYTES)));
        }
        return finish(h1 ^ data.length(), h2 ^ data.length());
    }

    private static Hash finish(long first, long second) {
        long h1 = first + second;
        long h2 = second + h1;
        h1 = scramble(h1);
        h2 = scramble(h2);
        h1 += h2;
        h2 += h1;
        return new Hash(h1, h2);
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long scramble(long value) {
        long k = value;
        k ^= k >>> 33;
        k *= 0xff51_afd7_ed55_8ccdL;
        k ^= k >>> 33;
        k *= 0xc4ce_b9fe_1a85_ec53L;
        return k ^ (k >>> 33);
    }

    /** Little-endian. */
    private static long load(ByteSlice data, int from, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | data.u8(from + i);
        }
        return value;
    }
}

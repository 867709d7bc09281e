package io.aeroarrow.embedded.internal.hll;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.ByteBuffer;

/**
 * A HyperLogLog sketch with an optional MinHash value in each register. Its bytes are flags, the two numbers of bits, a cached count, and the
 * registers, each of which has the run length in front of the MinHash value.
 */
final class HyperLogLog {
    static final int HEADER_SIZE = 11;

    private static final int RUN_BITS = 6;
    private static final int MIN_INDEX_BITS = 4;
    private static final int MAX_INDEX_BITS = 16;
    private static final int MIN_MINHASH_BITS = 4;
    private static final int MAX_MINHASH_BITS = 51;
    private static final int MAX_SUM_OF_BITS = 64;

    private final int indexBits;
    private final int minhashBits;
    private final long[] registers;
    private long cache;

    HyperLogLog(int indexBits, int minhashBits) {
        this.indexBits = indexBits;
        this.minhashBits = minhashBits;
        this.registers = new long[1 << indexBits];
    }

    static boolean areIndexBits(long bits) {
        return bits >= MIN_INDEX_BITS && bits <= MAX_INDEX_BITS;
    }

    static boolean areMinhashBits(long bits) {
        return bits == 0 || (bits >= MIN_MINHASH_BITS && bits <= MAX_MINHASH_BITS);
    }

    static boolean areBits(long indexBits, long minhashBits) {
        return areIndexBits(indexBits) && areMinhashBits(minhashBits) && indexBits + minhashBits <= MAX_SUM_OF_BITS;
    }

    /** Whether these are the bytes of a sketch. */
    static boolean isValid(ByteSlice bytes) {
        return bytes.length() >= HEADER_SIZE
                && bytes.u8(0) == 0
                && areIndexBits(bytes.u8(1))
                && areMinhashBits(bytes.u8(2))
                && bytes.length() == size(bytes.u8(1), bytes.u8(2));
    }

    private static int size(int indexBits, int minhashBits) {
        return HEADER_SIZE + ((RUN_BITS + minhashBits) * (1 << indexBits) + 7) / 8;
    }

    static HyperLogLog decode(ByteSlice bytes) {
        HyperLogLog sketch = new HyperLogLog(bytes.u8(1), bytes.u8(2));
        sketch.cache = Long.reverseBytes(bytes.i64(3));
        int width = RUN_BITS + sketch.minhashBits;
        int bit = HEADER_SIZE * 8;
        for (int i = 0; i < sketch.registers.length; i++) {
            long value = 0;
            for (int j = 0; j < width; j++, bit++) {
                value = value << 1 | (bytes.u8(bit >> 3) >> (7 - (bit & 7)) & 1);
            }
            sketch.registers[i] = value;
        }
        return sketch;
    }

    ByteSlice encode() {
        byte[] bytes = new byte[size(indexBits, minhashBits)];
        bytes[1] = (byte) indexBits;
        bytes[2] = (byte) minhashBits;
        ByteBuffer.wrap(bytes).putLong(3, Long.reverseBytes(cache));
        int width = RUN_BITS + minhashBits;
        int bit = HEADER_SIZE * 8;
        for (long register : registers) {
            for (int j = width - 1; j >= 0; j--, bit++) {
                bytes[bit >> 3] |= (byte) ((register >>> j & 1) << (7 - (bit & 7)));
            }
        }
        return ByteSlice.of(bytes);
    }

    int indexBits() {
        return indexBits;
    }

    int minhashBits() {
        return minhashBits;
    }

    int size() {
        return registers.length;
    }

    long register(int index) {
        return registers[index];
    }

    int run(int index) {
        return (int) (registers[index] >>> minhashBits);
    }

    /** The cached count; 0 for none. */
    long cache() {
        return cache;
    }

    void cache(long count) {
        cache = count;
    }

    /** Adds an element in msgpack; false if the sketch is the same as before. */
    boolean add(ByteSlice element) {
        Murmur3.Hash hash = Murmur3.hash(element);
        int index = index(hash);
        long value = value(hash);
        if (registers[index] >= value) {
            return false;
        }
        registers[index] = value;
        cache = 0;
        return true;
    }

    boolean mayContain(ByteSlice element) {
        Murmur3.Hash hash = Murmur3.hash(element);
        return value(hash) <= registers[index(hash)];
    }

    private int index(Murmur3.Hash hash) {
        return (int) hash.first() & (registers.length - 1);
    }

    private long value(Murmur3.Hash hash) {
        long minhash = (hash.first() >>> indexBits) & ((1L << minhashBits) - 1);
        long run = Long.numberOfTrailingZeros(hash.second()) + 1L;
        return (run << minhashBits) | minhash;
    }

    /** Adds another sketch, which has at least as many index bits. */
    void unite(HyperLogLog other) {
        for (int i = 0; i < other.size(); i++) {
            int own = i & (registers.length - 1);
            if (minhashBits == 0) {
                registers[own] = Math.max(registers[own], other.run(i));
            } else {
                registers[own] = Math.max(registers[own], other.registers[i]);
            }
        }
        cache = minhashBits == 0 ? cache : 0;
    }

    /** Keeps the registers that are the same in another sketch. */
    void intersect(HyperLogLog other) {
        for (int i = 0; i < other.size(); i++) {
            int own = i & (registers.length - 1);
            registers[own] = registers[own] == other.registers[i] ? registers[own] : 0;
        }
    }

    /** As a real server, looks at only as many bytes as there are registers. */
    boolean hasData() {
        ByteSlice bytes = encode();
        int end = Math.min(bytes.length(), HEADER_SIZE + registers.length);
        for (int i = HEADER_SIZE; i < end; i++) {
            if (bytes.u8(i) != 0) {
                return true;
            }
        }
        return false;
    }

    int usedRegisters() {
        int used = 0;
        for (long register : registers) {
            used += register == 0 ? 0 : 1;
        }
        return used;
    }
}

package io.aeroarrow.embedded.internal.bits;

/** Bits in an array of bytes, counted from the most significant bit of the first byte. */
final class BitString {
    private final byte[] bytes;
    private final int start;
    private final int size;

    /**
     * @param start the first bit
     * @param size the number of bits
     */
    BitString(byte[] bytes, int start, int size) {
        this.bytes = bytes;
        this.start = start;
        this.size = size;
    }

    int size() {
        return size;
    }

    /** A bit; the index is relative to the first bit and may be negative within its byte. */
    boolean get(int index) {
        int bit = start + index;
        return (bytes[bit >> 3] & (0x80 >> (bit & 7))) != 0;
    }

    void set(int index, boolean value) {
        int bit = start + index;
        int mask = 0x80 >> (bit & 7);
        bytes[bit >> 3] = (byte) (value ? bytes[bit >> 3] | mask : bytes[bit >> 3] & ~mask);
    }

    /** The bits as an unsigned integer; at most 64. */
    long load() {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 1) | (get(i) ? 1 : 0);
        }
        return value;
    }

    void store(long value) {
        for (int i = 0; i < size; i++) {
            set(i, ((value >>> (size - 1 - i)) & 1) != 0);
        }
    }

    int count() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += get(i) ? 1 : 0;
        }
        return count;
    }

    /** The first index of a bit with the value, -1 for none. */
    int first(boolean value) {
        for (int i = 0; i < size; i++) {
            if (get(i) == value) {
                return i;
            }
        }
        return -1;
    }

    /** The last index of a bit with the value, -1 for none. As a real server, it also looks at the bits in front within the first byte. */
    int last(boolean value) {
        for (int i = size - 1; i >= -(start & 7); i--) {
            if (get(i) == value) {
                return i;
            }
        }
        return -1;
    }

    byte[] copy() {
        byte[] copied = new byte[(size + 7) / 8];
        BitString out = new BitString(copied, 0, size);
        for (int i = 0; i < size; i++) {
            out.set(i, get(i));
        }
        return copied;
    }
}

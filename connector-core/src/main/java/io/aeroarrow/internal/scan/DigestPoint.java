package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.bytes.RawMemory;

/** A digest, as its first 8, next 8 and last 4 bytes in network order. Ordered as unsigned bytes. */
record DigestPoint(long head, long middle, int tail) implements Comparable<DigestPoint> {

    /** Reads the 20 bytes at an address. */
    static DigestPoint at(long address) {
        return new DigestPoint(
                RawMemory.getLongBE(address),
                RawMemory.getLongBE(address + Long.BYTES),
                RawMemory.getIntBE(address + 2 * Long.BYTES));
    }

    @Override
    public int compareTo(DigestPoint other) {
        int order = Long.compareUnsigned(head, other.head);
        if (order == 0) {
            order = Long.compareUnsigned(middle, other.middle);
        }
        return order == 0 ? Integer.compareUnsigned(tail, other.tail) : order;
    }
}

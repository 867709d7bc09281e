package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.netty.buffer.ByteBuf;
import java.util.Comparator;

/** A record's 20-byte digest. */
public final class Digest {
    public static final int SIZE = 20;
    public static final int PARTITIONS = 4096;

    /** The order in which a real server scans a partition, by observation: unsigned bytes, descending. */
    public static final Comparator<Digest> SCAN_ORDER = Digest::compareDescending;

    private final long high;
    private final long middle;
    private final int low;

    private Digest(long high, long middle, int low) {
        this.high = high;
        this.middle = middle;
        this.low = low;
    }

    public static Digest of(ByteSlice bytes) {
        return new Digest(bytes.i64(0), bytes.i64(8), bytes.i32(16));
    }

    /** The first two bytes, little endian, modulo 4096. */
    public int partition() {
        int first = (int) (high >>> 56);
        int second = (int) (high >>> 48) & 0xff;
        return (first | second << 8) & (PARTITIONS - 1);
    }

    /** The last four bytes as a little-endian unsigned number. */
    public long tailLittleEndian() {
        return Integer.reverseBytes(low) & 0xffff_ffffL;
    }

    public void writeTo(ByteBuf out) {
        out.writeLong(high);
        out.writeLong(middle);
        out.writeInt(low);
    }

    private static int compareDescending(Digest left, Digest right) {
        int order = Long.compareUnsigned(right.high, left.high);
        if (order == 0) {
            order = Long.compareUnsigned(right.middle, left.middle);
        }
        return order == 0 ? Integer.compareUnsigned(right.low, left.low) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest that && high == that.high && middle == that.middle && low == that.low;
    }

    @Override
    public int hashCode() {
        return low ^ Long.hashCode(high);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x%08x", high, middle, low);
    }
}

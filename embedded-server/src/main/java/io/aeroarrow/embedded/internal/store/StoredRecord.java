package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One immutable version of a record; a write creates a new version. The bins are stored as the READ ops of a reply, so a whole
 * record is sent with one copy and a million small records fit into a small heap.
 */
public final class StoredRecord {
    /** Approximates the record header of a real server. */
    private static final int OVERHEAD = 40;

    private final RecordSet set;
    private final byte @Nullable [] userKey;
    private final byte[] bins;
    private final short binCount;
    private final short generation;
    private final int voidTime;
    private final long lastUpdateMillis;

    StoredRecord(
            RecordSet set,
            byte @Nullable [] userKey,
            byte[] bins,
            int binCount,
            int generation,
            int voidTime,
            long lastUpdateMillis) {
        this.set = set;
        this.userKey = userKey;
        this.bins = bins;
        this.binCount = (short) binCount;
        this.generation = (short) generation;
        this.voidTime = voidTime;
        this.lastUpdateMillis = lastUpdateMillis;
    }

    /** A record without bins, which is not stored. */
    public static StoredRecord withoutBins() {
        return new StoredRecord(new RecordSet(new byte[0], new StorageBudget(0)), null, new byte[0], 0, 0, 0, 0);
    }

    public RecordSet set() {
        return set;
    }

    /** The stored key: a particle type byte and the value; null if no key is stored. */
    public @Nullable ByteSlice userKey() {
        return userKey == null ? null : ByteSlice.of(userKey);
    }

    public int generation() {
        return generation & 0xffff;
    }

    /** The void-time in seconds since 2010 (unsigned); 0 for none. */
    public int voidTime() {
        return voidTime;
    }

    /** Milliseconds since 1970. */
    public long lastUpdateMillis() {
        return lastUpdateMillis;
    }

    public int binCount() {
        return binCount & 0xffff;
    }

    public long storedSize() {
        return (long) OVERHEAD + bins.length + (userKey == null ? 0 : userKey.length);
    }

    /** Whether the void-time has passed. As on a real server, the record still exists in the second of its void-time. */
    public boolean isExpired(long nowVoidTime) {
        return voidTime != 0 && Integer.toUnsignedLong(voidTime) < nowVoidTime;
    }

    /** The same generation with another void-time, as a read-touch leaves it. */
    public StoredRecord touched(int newVoidTime, long nowMillis) {
        return new StoredRecord(set, userKey, bins, binCount, generation, newVoidTime, nowMillis);
    }

    public BinCursor bins() {
        return new BinCursor(bins);
    }

    public void writeBins(ByteBuf out) {
        out.writeBytes(bins);
    }

    byte @Nullable [] rawUserKey() {
        return userKey;
    }
}

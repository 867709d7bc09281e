package io.aeroarrow.embedded.internal.store;

import org.jspecify.annotations.Nullable;

/** Builds the next version of a record. */
public final class RecordVersionBuilder {
    private static final int MAX_GENERATION = 0xffff;

    private final RecordSet set;
    private final @Nullable StoredRecord previous;
    private byte @Nullable [] userKey;

    public RecordVersionBuilder(RecordSet set, @Nullable StoredRecord previous) {
        this.set = set;
        this.previous = previous;
        this.userKey = previous == null ? null : previous.rawUserKey();
    }

    /** Sets the stored key, unless the record already has one. */
    public RecordVersionBuilder userKey(byte[] key) {
        if (userKey == null) {
            userKey = key.clone();
        }
        return this;
    }

    /** Removes the stored key. */
    public void dropKey() {
        userKey = null;
    }

    public StoredRecord build(EditableBins bins, int voidTime, long nowMillis) {
        return new StoredRecord(set, userKey, bins.encode(), bins.size(), nextGeneration(), voidTime, nowMillis);
    }

    /** The generation has 16 bits. It wraps to 1, because 0 means no record. */
    private int nextGeneration() {
        return previous == null || previous.generation() == MAX_GENERATION ? 1 : previous.generation() + 1;
    }
}

package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** A set of a namespace. The set with the empty name holds the records without a set. */
public final class RecordSet {
    private final byte[] name;
    private final StorageBudget budget;
    private final LongAdder objects = new LongAdder();
    private final LongAdder usedBytes = new LongAdder();
    private final AtomicLong truncateLut = new AtomicLong();

    RecordSet(byte[] name, StorageBudget budget) {
        this.name = name.clone();
        this.budget = budget;
    }

    public ByteSlice name() {
        return ByteSlice.of(name);
    }

    public boolean isUnnamed() {
        return name.length == 0;
    }

    public boolean hasName(ByteSlice wanted) {
        return wanted.sameAs(name());
    }

    public String displayName() {
        return new String(name, StandardCharsets.UTF_8);
    }

    public long objects() {
        return objects.sum();
    }

    public long usedBytes() {
        return usedBytes.sum();
    }

    /** The time of the latest truncation in milliseconds since 2010, as a real server shows it. */
    public long truncateLut() {
        return truncateLut.get();
    }

    void truncatedAt(long lutMillis) {
        truncateLut.accumulateAndGet(lutMillis, Math::max);
    }

    void added(StoredRecord stored) {
        objects.increment();
        usedBytes.add(stored.storedSize());
        budget.took(stored.storedSize());
    }

    void removed(StoredRecord stored) {
        objects.decrement();
        usedBytes.add(-stored.storedSize());
        budget.gaveBack(stored.storedSize());
    }
}

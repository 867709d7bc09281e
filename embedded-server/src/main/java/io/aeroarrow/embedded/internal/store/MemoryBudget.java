package io.aeroarrow.embedded.internal.store;

import java.util.concurrent.atomic.LongAdder;

/** How much the records of a node or a cluster may take, all namespaces together. When it is used up, nothing more is written. */
public final class MemoryBudget {
    private final long limitBytes;
    private final LongAdder used = new LongAdder();

    public MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether writes have to stop until something is deleted. The write that uses it up is still executed, as by a real server. */
    public boolean isUsedUp() {
        return used.sum() >= limitBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }

    void took(long bytes) {
        used.add(bytes);
    }

    void gaveBack(long bytes) {
        used.add(-bytes);
    }
}

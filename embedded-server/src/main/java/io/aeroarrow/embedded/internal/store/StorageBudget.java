package io.aeroarrow.embedded.internal.store;

import java.util.concurrent.atomic.LongAdder;

/** The memory limit for the records of all namespaces of a node or cluster. When it is reached, writes are refused. */
public final class StorageBudget {
    private final long limitBytes;
    private final LongAdder used = new LongAdder();

    public StorageBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** Whether the limit is reached. The write that reaches it is still executed, as by a real server. */
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

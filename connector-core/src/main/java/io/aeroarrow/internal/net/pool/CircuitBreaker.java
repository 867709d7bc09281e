package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.CircuitOpenException;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops asking a node that fails too often: for the rest of a window of time, requests to it fail at once, so that they
 * can go to other nodes and do not add to what ails this one.
 */
final class CircuitBreaker {

    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final HostAddress address;
    private final int limit;
    private final long origin = System.nanoTime();
    /** The number of a window, and how many failures there were in it. */
    private final AtomicLong state = new AtomicLong();

    /**
     * @param limit how many failures in a window are too many; 0 for any number
     */
    CircuitBreaker(HostAddress address, int limit) {
        this.address = address;
        this.limit = limit;
    }

    /** Counts a failure. */
    void failed() {
        long window = window();
        state.updateAndGet(now -> now >>> COUNT_BITS == window ? now + 1 : window << COUNT_BITS | 1);
    }

    /**
     * Sees that the node may be asked.
     *
     * @throws CircuitOpenException if it has failed too often just now
     */
    void check() {
        if (isOpen()) {
            throw new CircuitOpenException("node " + address + " failed " + limit
                    + " times within a second; it is left alone until that second is over");
        }
    }

    boolean isOpen() {
        long now = state.get();
        return limit > 0 && (now & COUNT_MASK) >= limit && now >>> COUNT_BITS == window();
    }

    private long window() {
        return (System.nanoTime() - origin) / WINDOW_NANOS;
    }
}

package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.CircuitOpenException;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stops requests to a node that fails too often. For the rest of a one-second window, requests to it fail at once: they
 * can go to other nodes, and do not load this one further.
 */
final class CircuitBreaker {

    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int COUNT_BITS = 24;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;

    private final HostAddress address;
    private final int limit;
    private final long origin = System.nanoTime();
    /** The number of a window, and the number of failures in it. */
    private final AtomicLong state = new AtomicLong();

    /**
     * @param limit the number of failures in a window that opens the circuit; 0 for no limit
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
     * Checks that the circuit is closed.
     *
     * @throws CircuitOpenException if the node has failed too often in this window
     */
    void check() {
        if (isOpen()) {
            throw new CircuitOpenException("node " + address + " failed " + limit
                    + " times within a second; requests to it fail until that second is over");
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

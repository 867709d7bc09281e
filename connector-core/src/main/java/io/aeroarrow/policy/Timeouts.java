package io.aeroarrow.policy;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long an operation waits and how often it is retried.
 *
 * @param socket the longest silence on a connection before it counts as dead
 * @param total the longest the whole operation may take, retries included; zero for no limit
 * @param maxRetries the most retries after a failure of a node, 0 or more
 */
public record Timeouts(Duration socket, Duration total, int maxRetries) implements Serializable {

    /** For single records and batches: 10 s of silence, 30 s in all, two retries. */
    public static final Timeouts LOOKUP = new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), 2);

    /** For writes: as {@link #LOOKUP}, but without retries. */
    public static final Timeouts WRITE = LOOKUP.withMaxRetries(0);

    /** For scans: 30 s of silence, no limit in all, five retries, each of which resumes after the last row. */
    public static final Timeouts SCAN = new Timeouts(Duration.ofSeconds(30), Duration.ZERO, 5);

    /**
     * Checks the components.
     *
     * @param socket the longest silence on a connection before it counts as dead
     * @param total the longest the whole operation may take, retries included
     * @param maxRetries the most retries after a failure of a node, 0 or more
     */
    public Timeouts {
        if (socket.isNegative() || socket.isZero()) {
            throw new IllegalArgumentException("the socket timeout is " + socket
                    + "; it must be longer than zero, or a stalled server hangs the read");
        }
        if (total.isNegative()) {
            throw new IllegalArgumentException("the total timeout is " + total + "; it must not be negative");
        }
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries is " + maxRetries + "; it must not be negative");
        }
    }

    /**
     * {@return a copy with another {@link #socket()}}
     *
     * @param timeout the longest silence on a connection, longer than zero
     */
    public Timeouts withSocket(Duration timeout) {
        return new Timeouts(timeout, total, maxRetries);
    }

    /**
     * {@return a copy with another {@link #total()}}
     *
     * @param timeout the time limit of the operation, retries included; zero for no limit
     */
    public Timeouts withTotal(Duration timeout) {
        return new Timeouts(socket, timeout, maxRetries);
    }

    /**
     * {@return a copy with another {@link #maxRetries()}}
     *
     * @param retries 0 or more
     */
    public Timeouts withMaxRetries(int retries) {
        return new Timeouts(socket, total, retries);
    }
}

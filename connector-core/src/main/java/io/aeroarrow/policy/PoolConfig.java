package io.aeroarrow.policy;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How many connections to each node there are, and when none is asked for.
 *
 * @param min how many are opened before they are needed, and kept open
 * @param max the most, busy and idle together
 * @param whenBusy what to do when as many are busy
 * @param opening how many are opened at the same time at most
 * @param maxIdle how long a connection may be idle before it is closed
 * @param maxErrors after how many failures within a second a node is left alone for the rest of that second; 0 for never
 */
public record PoolConfig(int min, int max, WhenBusy whenBusy, int opening, Duration maxIdle, int maxErrors)
        implements Serializable {

    /** What to do when all connections are busy. */
    public enum WhenBusy {
        /** Wait for one, as long as the operation may wait. */
        WAIT,
        /** Fail at once. */
        FAIL
    }

    /**
     * None before it is needed, 100 at most, as a server takes 15,000 in all by default; 8 at once are opened, so that
     * many tasks that start together share those instead of a storm; idle ones are closed after 55 s, as servers used
     * to close them after 60; 100 failures in a second are no coincidence.
     */
    public static final PoolConfig DEFAULT = new PoolConfig(0, 100, WhenBusy.WAIT, 8, Duration.ofSeconds(55), 100);

    public PoolConfig {
        Objects.requireNonNull(whenBusy, "whenBusy");
        if (max < 1) {
            throw new IllegalArgumentException("maxConnectionsPerNode is " + max + "; it must be 1 or more");
        }
        if (min < 0 || min > max) {
            throw new IllegalArgumentException(
                    "minConnectionsPerNode is " + min + "; it must be from 0 to maxConnectionsPerNode, " + max);
        }
        if (opening < 1) {
            throw new IllegalArgumentException(
                    "the number of connections opened at once is " + opening + "; it must be 1 or more");
        }
        if (maxIdle.isNegative() || maxIdle.isZero()) {
            throw new IllegalArgumentException("maxIdle is " + maxIdle + "; it must be longer than zero");
        }
        if (maxErrors < 0) {
            throw new IllegalArgumentException("maxErrors is " + maxErrors + "; it must not be negative");
        }
    }

    public PoolConfig withMin(int connections) {
        return new PoolConfig(connections, max, whenBusy, opening, maxIdle, maxErrors);
    }

    public PoolConfig withMax(int connections) {
        return new PoolConfig(min, connections, whenBusy, opening, maxIdle, maxErrors);
    }

    public PoolConfig withWhenBusy(WhenBusy action) {
        return new PoolConfig(min, max, action, opening, maxIdle, maxErrors);
    }

    public PoolConfig withOpening(int atOnce) {
        return new PoolConfig(min, max, whenBusy, atOnce, maxIdle, maxErrors);
    }

    public PoolConfig withMaxIdle(Duration idle) {
        return new PoolConfig(min, max, whenBusy, opening, idle, maxErrors);
    }

    public PoolConfig withMaxErrors(int errors) {
        return new PoolConfig(min, max, whenBusy, opening, maxIdle, errors);
    }
}

package io.aeroarrow.policy;

import io.aeroarrow.internal.api.Properties;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many connections there are to each node, and when a connection may be opened. Immutable: each {@code with} method
 * returns a changed copy of {@link #DEFAULT} or of another configuration.
 */
public final class PoolConfig implements Serializable {

    private static final long serialVersionUID = 1;

    /**
     * Opens no connection before it is needed, and at most 100, because a server accepts 15,000 in all by default.
     * Opens 8 at a time, so that tasks that start together share connections. Closes idle ones after 55 s, because
     * servers used to close them after 60 s.
     */
    public static final PoolConfig DEFAULT = new PoolConfig(new Fields());

    /** What to do when all connections are busy. */
    public enum WhenBusy {
        /** Waits for a connection, as long as the operation may wait. */
        WAIT,
        /** Fails at once. */
        FAIL
    }

    private final Fields fields;

    private PoolConfig(Fields fields) {
        Objects.requireNonNull(fields.whenBusy, "whenBusy");
        if (fields.max < 1) {
            throw new IllegalArgumentException("maxConnectionsPerNode is " + fields.max + "; it must be 1 or more");
        }
        if (fields.min < 0 || fields.min > fields.max) {
            throw new IllegalArgumentException("minConnectionsPerNode is " + fields.min
                    + "; it must be from 0 to maxConnectionsPerNode, " + fields.max);
        }
        if (fields.opening < 1) {
            throw new IllegalArgumentException(
                    "the number of connections opened at once is " + fields.opening + "; it must be 1 or more");
        }
        if (fields.maxIdle.isNegative() || fields.maxIdle.isZero()) {
            throw new IllegalArgumentException("maxIdle is " + fields.maxIdle + "; it must be longer than zero");
        }
        if (fields.maxErrors < 0) {
            throw new IllegalArgumentException("maxErrors is " + fields.maxErrors + "; it must not be negative");
        }
        this.fields = fields;
    }

    /** {@return how many connections are opened before they are needed, and kept open} Default: 0. */
    public int min() {
        return fields.min;
    }

    /**
     * {@return a copy with another {@link #min()}}
     *
     * @param connections 0 to {@link #max()}
     * @throws IllegalArgumentException if it is outside that range
     */
    public PoolConfig withMin(int connections) {
        return new PoolConfig(fields.with(changed -> changed.min = connections));
    }

    /** {@return the most connections to a node, busy and idle together} Default: 100. */
    public int max() {
        return fields.max;
    }

    /**
     * {@return a copy with another {@link #max()}}
     *
     * @param connections 1 or more, and not less than {@link #min()}
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withMax(int connections) {
        return new PoolConfig(fields.with(changed -> changed.max = connections));
    }

    /** {@return what to do if {@link #max()} connections are busy} Default: {@link WhenBusy#WAIT}. */
    public WhenBusy whenBusy() {
        return fields.whenBusy;
    }

    /**
     * {@return a copy with another {@link #whenBusy()}}
     *
     * @param action what to do if {@link #max()} connections are busy
     */
    public PoolConfig withWhenBusy(WhenBusy action) {
        return new PoolConfig(fields.with(changed -> changed.whenBusy = action));
    }

    /** {@return how many connections to a node are opened at the same time, at most} Default: 8. */
    public int opening() {
        return fields.opening;
    }

    /**
     * {@return a copy with another {@link #opening()}}
     *
     * @param atOnce 1 or more
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withOpening(int atOnce) {
        return new PoolConfig(fields.with(changed -> changed.opening = atOnce));
    }

    /** {@return how long a connection may be idle before it is closed} Default: 55 s. */
    public Duration maxIdle() {
        return fields.maxIdle;
    }

    /**
     * {@return a copy with another {@link #maxIdle()}}
     *
     * @param idle longer than zero
     * @throws IllegalArgumentException if it is not
     */
    public PoolConfig withMaxIdle(Duration idle) {
        return new PoolConfig(fields.with(changed -> changed.maxIdle = idle));
    }

    /**
     * {@return after how many failures within a second a node gets no requests for the rest of that second} 0 turns
     * this off. Default: 100.
     */
    public int maxErrors() {
        return fields.maxErrors;
    }

    /**
     * {@return a copy with another {@link #maxErrors()}}
     *
     * @param errors 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public PoolConfig withMaxErrors(int errors) {
        return new PoolConfig(fields.with(changed -> changed.maxErrors = errors));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolConfig that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "PoolConfig" + fields;
    }

    private static final class Fields extends Properties<Fields> implements Serializable {
        private static final long serialVersionUID = 1;

        private int min;
        private int max = 100;
        private WhenBusy whenBusy = WhenBusy.WAIT;
        private int opening = 8;
        private Duration maxIdle = Duration.ofSeconds(55);
        private int maxErrors = 100;

        @Override
        protected void list(Listing to) {
            to.add("min", min)
                    .add("max", max)
                    .add("whenBusy", whenBusy)
                    .add("opening", opening)
                    .add("maxIdle", maxIdle)
                    .add("maxErrors", maxErrors);
        }
    }
}

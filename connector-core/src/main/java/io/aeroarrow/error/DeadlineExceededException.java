package io.aeroarrow.error;

import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node did not answer in time, or the operation exceeded its time limit. */
public final class DeadlineExceededException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /** The limits that an operation can exceed. */
    public enum Limit {
        /** The time to open a connection: {@link ClientConfig#connectTimeout}. */
        CONNECT,
        /** The time to log in on a new connection. */
        LOGIN,
        /** The time to wait for a connection while all connections to a node are busy. */
        POOL,
        /** The time without data from the node: {@link Timeouts#socket}. */
        SOCKET,
        /** The time of the whole operation, including retries: {@link Timeouts#total}. */
        TOTAL
    }

    private final Limit limit;
    private final Duration given;

    /**
     * Creates the error with a cause.
     *
     * @param limit which limit was exceeded
     * @param given how long the limit was
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public DeadlineExceededException(Limit limit, Duration given, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.limit = limit;
        this.given = given;
    }

    /**
     * Creates the error.
     *
     * @param limit which limit was exceeded
     * @param given how long the limit was
     * @param message what went wrong, where, and what to do
     */
    public DeadlineExceededException(Limit limit, Duration given, String message) {
        this(limit, given, message, null);
    }

    /** {@return the limit that was exceeded} */
    public Limit limit() {
        return limit;
    }

    /** {@return the length of that limit} */
    public Duration given() {
        return given;
    }

    /** Always true. If the total time was exceeded, retry with a longer one. */
    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    DeadlineExceededException copy(String message) {
        return new DeadlineExceededException(limit, given, message, this);
    }
}

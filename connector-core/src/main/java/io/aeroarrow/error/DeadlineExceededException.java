package io.aeroarrow.error;

import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A node did not answer in time, or the operation exceeded its time limit. */
public final class DeadlineExceededException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /** Which of the times that an operation is given was over. */
    public enum Limit {
        /** To open a connection: {@link ClientConfig#connectTimeout}. */
        CONNECT,
        /** To log in on a new connection. */
        LOGIN,
        /** To get one of the connections to a node, all of which were busy. */
        POOL,
        /** For a sign of life of the node: {@link Timeouts#socket}. */
        SOCKET,
        /** For the whole operation, retries included: {@link Timeouts#total}. */
        TOTAL
    }

    private final Limit limit;
    private final Duration given;

    /**
     *
     * @param limit which limit was exceeded
     * @param given how long it was
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

    /** {@return which time was over} */
    public Limit limit() {
        return limit;
    }

    /** {@return how long the operation had been given by that limit} */
    public Duration given() {
        return given;
    }

    /** Yes; where the whole operation took too long, better with more time. */
    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    DeadlineExceededException copy(String message) {
        return new DeadlineExceededException(limit, given, message, this);
    }
}

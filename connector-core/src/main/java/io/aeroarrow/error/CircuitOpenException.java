package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** This client sends a node nothing for the moment, because too many requests to it failed; the request was not sent. */
public final class CircuitOpenException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public CircuitOpenException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public CircuitOpenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Yes, once the node has had time to recover; another node may answer at once. */
    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    CircuitOpenException copy(String message) {
        return new CircuitOpenException(message, this);
    }
}

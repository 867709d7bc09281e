package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A node sent bytes that are no answer of Aerospike's protocol; the connection is closed. */
public final class ProtocolViolationException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public ProtocolViolationException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public ProtocolViolationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No: a node that breaks the rules once cannot be trusted with the same question. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    ProtocolViolationException copy(String message) {
        return new ProtocolViolationException(message, this);
    }
}

package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** An operation needs more memory than a limit allows; the message names the limit. */
public final class MemoryLimitException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public MemoryLimitException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public MemoryLimitException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns false: the same answer needs the same memory. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    MemoryLimitException copy(String message) {
        return new MemoryLimitException(message, this);
    }
}

package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** The caller cancelled the operation: its future was cancelled, or its thread was interrupted while it waited. */
public final class CancelledException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public CancelledException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public CancelledException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No: nobody waits for it any more. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    CancelledException copy(String message) {
        return new CancelledException(message, this);
    }
}

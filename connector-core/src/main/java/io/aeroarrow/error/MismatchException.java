package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A bin holds a value that the column's type cannot hold exactly. */
public final class MismatchException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public MismatchException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public MismatchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No: the value stays what it is. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    MismatchException copy(String message) {
        return new MismatchException(message, this);
    }
}

package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A bin holds a value that the column's type cannot hold exactly. */
public final class MismatchException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public MismatchException(String message) {
        this(message, null);
    }

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

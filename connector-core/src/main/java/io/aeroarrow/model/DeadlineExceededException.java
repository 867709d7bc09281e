package io.aeroarrow.model;

import org.jspecify.annotations.Nullable;

/** A node stayed silent, or the operation took longer than it was given. */
public final class DeadlineExceededException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public DeadlineExceededException(String message) {
        this(message, null);
    }

    public DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

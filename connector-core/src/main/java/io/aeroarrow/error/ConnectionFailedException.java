package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** A node could not be reached, or a connection to it broke. */
public final class ConnectionFailedException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public ConnectionFailedException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public ConnectionFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Yes: the node may be back, or another one may hold the data by then. */
    @Override
    public boolean retryable() {
        return true;
    }

    @Override
    ConnectionFailedException copy(String message) {
        return new ConnectionFailedException(message, this);
    }
}

package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** The client was closed, before the operation or while it ran. */
public final class ClientClosedException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public ClientClosedException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public ClientClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No: a client that is closed stays closed. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    ClientClosedException copy(String message) {
        return new ClientClosedException(message, this);
    }
}

package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/** The client was closed, before the operation or while it ran. */
public final class ClientClosedException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public ClientClosedException(String message) {
        this(message, null);
    }

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

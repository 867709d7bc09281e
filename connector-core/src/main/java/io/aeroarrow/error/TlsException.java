package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/**
 * A TLS connection to a node failed: its certificate is not trusted, it rejects the client's, it does not use TLS, or
 * a certificate or key file cannot be read.
 */
public final class TlsException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public TlsException(String message) {
        this(message, null);
    }

    /**
     * Creates the error.
     *
     * @param message what went wrong, where, and what to do
     * @param cause the cause; null for none
     */
    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No: certificates, keys or settings have to change. */
    @Override
    public boolean retryable() {
        return false;
    }

    @Override
    TlsException copy(String message) {
        return new TlsException(message, this);
    }
}

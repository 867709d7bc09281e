package io.aeroarrow.error;

import org.jspecify.annotations.Nullable;

/**
 * A node cannot be spoken to over TLS: its certificate is not to be believed, it refuses the client's, it speaks no
 * TLS, or a file of certificates or keys cannot be read.
 */
public final class TlsException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public TlsException(String message) {
        this(message, null);
    }

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

package io.aeroarrow.model;

import org.jspecify.annotations.Nullable;

/** A node sent bytes that are no answer of Aerospike's protocol; the connection is closed. */
public final class ProtocolViolationException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public ProtocolViolationException(String message) {
        this(message, null);
    }

    public ProtocolViolationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

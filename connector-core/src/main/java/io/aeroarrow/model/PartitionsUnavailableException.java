package io.aeroarrow.model;

import org.jspecify.annotations.Nullable;

/** Some partitions could not be read from any node, so the result would have been partial. */
public final class PartitionsUnavailableException extends AeroArrowException {

    private static final long serialVersionUID = 1;

    public PartitionsUnavailableException(String message) {
        this(message, null);
    }

    public PartitionsUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

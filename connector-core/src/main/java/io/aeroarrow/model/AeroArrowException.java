package io.aeroarrow.model;

import org.jspecify.annotations.Nullable;

/** The root of all errors that this library reports about a cluster or its data. */
public abstract sealed class AeroArrowException extends RuntimeException
        permits ConnectionFailedException,
                DeadlineExceededException,
                MismatchException,
                PartitionsUnavailableException,
                ProtocolViolationException,
                ServerErrorException {

    private static final long serialVersionUID = 1;

    AeroArrowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

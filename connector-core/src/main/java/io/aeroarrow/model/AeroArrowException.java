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

    private volatile boolean inDoubt;

    AeroArrowException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Whether this is about a write that may have happened all the same: it was sent, and its answer is missing. */
    public boolean inDoubt() {
        return inDoubt;
    }

    /** Says that the write which failed may have happened; for whoever sent it. */
    public AeroArrowException markInDoubt() {
        inDoubt = true;
        return this;
    }

    @Override
    public String getMessage() {
        String message = String.valueOf(super.getMessage());
        return inDoubt ? message + "; the write may have happened" : message;
    }
}

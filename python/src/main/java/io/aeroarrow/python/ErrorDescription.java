package io.aeroarrow.python;

import io.aeroarrow.arrow.write.WriteFailedException;
import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.CircuitOpenException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.error.TlsException;
import org.apache.arrow.memory.OutOfMemoryException;

/** Describes a failure for Python: the exception class and its attributes. */
public final class ErrorDescription {

    private final String kind;
    private final String message;
    private final int code;
    private final boolean inDoubt;
    private final boolean retryable;

    private ErrorDescription(Throwable failure) {
        Throwable reason = reason(failure);
        this.kind = kind(reason);
        // In Python, the option has another name.
        this.message = message(failure).replace("onMismatch=NULL", "on_mismatch=\"null\"");
        this.code = reason instanceof ServerErrorException refused ? refused.resultCode() : 0;
        this.inDoubt = failure instanceof AeroArrowException known && known.inDoubt();
        this.retryable = failure instanceof AeroArrowException known && known.retryable();
    }

    /**
     * Describes a failure.
     *
     * @param failure what Java threw
     * @return the description
     */
    public static ErrorDescription of(Throwable failure) {
        return new ErrorDescription(failure);
    }

    /** Returns why partitions could not be read: that decides what a caller does, more than which partitions. */
    private static Throwable reason(Throwable failure) {
        return failure instanceof PartitionsUnavailableException
                        && failure.getCause() instanceof AeroArrowException cause
                ? reason(cause)
                : failure;
    }

    private static String kind(Throwable failure) {
        if (failure instanceof AeroArrowException known) {
            return kindOf(known);
        }
        if (failure instanceof WriteFailedException) {
            return "WriteError";
        }
        if (failure instanceof OutOfMemoryException || failure instanceof OutOfMemoryError) {
            return "OutOfMemory";
        }
        if (failure instanceof IllegalArgumentException) {
            return "InvalidArgument";
        }
        return "AeroArrowError";
    }

    private static String kindOf(AeroArrowException failure) {
        if (failure instanceof AccessRefusedException) {
            return "AccessRefused";
        }
        if (failure instanceof ServerErrorException refused) {
            return ResultCode.TIMEOUT.is(refused.resultCode()) ? "ServerTimeout" : "ServerError";
        }
        if (failure instanceof DeadlineExceededException) {
            return "Timeout";
        }
        if (failure instanceof MismatchException) {
            return "MismatchError";
        }
        if (failure instanceof ConnectionFailedException || failure instanceof CircuitOpenException) {
            return "ConnectionFailed";
        }
        if (failure instanceof TlsException) {
            return "TlsError";
        }
        if (failure instanceof ClientClosedException) {
            return "Closed";
        }
        if (failure instanceof CancelledException) {
            return "Cancelled";
        }
        if (failure instanceof MemoryLimitException) {
            return "MemoryLimit";
        }
        if (failure instanceof PartitionsUnavailableException) {
            return "PartitionsUnavailable";
        }
        return failure instanceof ProtocolViolationException ? "ProtocolViolation" : "AeroArrowError";
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        if (text == null || text.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        boolean known = failure instanceof AeroArrowException
                || failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof WriteFailedException;
        return known ? text : failure.getClass().getSimpleName() + ": " + text;
    }

    /** {@return the name of the Python class} */
    public String kind() {
        return kind;
    }

    /** {@return what happened, where, and what to do} */
    public String message() {
        return message;
    }

    /** {@return the server's result code; 0 if no server answered with an error} */
    public int code() {
        return code;
    }

    /** {@return the name of the result code; empty without a known code} */
    public String name() {
        return code == 0 ? "" : ResultCode.find(code).map(Enum::name).orElse("");
    }

    /** {@return whether a write may have happened although it failed} */
    public boolean inDoubt() {
        return inDoubt;
    }

    /** {@return whether the same call may succeed later} */
    public boolean retryable() {
        return retryable;
    }
}

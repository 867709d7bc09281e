package io.aeroarrow.flight.internal.run;

import com.google.protobuf.InvalidProtocolBufferException;
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
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import java.io.UncheckedIOException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.OutOfMemoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says failures as Flight does: a code that programs can test, and a message. */
public final class CallFailures {

    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);

    private CallFailures() {}

    /** Returns the failure of a statement. If the statement was cancelled, that is the reason. */
    public static FlightRuntimeException of(Throwable failure, RunningStatement statement) {
        CallStatus end = statement.end();
        return end == null ? of(failure) : end.toRuntimeException();
    }

    /** Returns a failure as Flight says it. */
    public static FlightRuntimeException of(Throwable failure) {
        if (failure instanceof FlightRuntimeException said) {
            return said;
        }
        CallStatus status = status(failure);
        if (status.equals(CallStatus.INTERNAL)) {
            LOG.error("A call failed unexpectedly", failure);
            return CallStatus.INTERNAL
                    .withDescription("internal error: " + failure.getClass().getSimpleName()
                            + "; the log of the server has the details")
                    .toRuntimeException();
        }
        return status.withDescription(message(failure)).withCause(failure).toRuntimeException();
    }

    private static CallStatus status(Throwable failure) {
        if (failure instanceof UncheckedIOException && failure.getCause() != null) {
            return status(failure.getCause());
        }
        if (failure instanceof AeroArrowException known) {
            return status(known);
        }
        if (failure instanceof OutOfMemoryException || failure instanceof OutOfMemoryError) {
            return CallStatus.RESOURCE_EXHAUSTED;
        }
        if (failure instanceof WriteFailedException) {
            return CallStatus.INVALID_ARGUMENT;
        }
        boolean wrong =
                failure instanceof IllegalArgumentException || failure instanceof InvalidProtocolBufferException;
        return wrong ? CallStatus.INVALID_ARGUMENT : CallStatus.INTERNAL;
    }

    private static CallStatus status(AeroArrowException failure) {
        if (failure instanceof PartitionsUnavailableException
                && failure.getCause() instanceof AeroArrowException cause) {
            return status(cause);
        }
        if (failure instanceof AccessRefusedException) {
            return CallStatus.UNAUTHORIZED;
        }
        if (failure instanceof ServerErrorException refused) {
            return ResultCode.TIMEOUT.is(refused.resultCode()) ? CallStatus.TIMED_OUT : CallStatus.INVALID_ARGUMENT;
        }
        if (failure instanceof DeadlineExceededException) {
            return CallStatus.TIMED_OUT;
        }
        if (failure instanceof MemoryLimitException) {
            return CallStatus.RESOURCE_EXHAUSTED;
        }
        if (failure instanceof MismatchException) {
            return CallStatus.INVALID_ARGUMENT;
        }
        if (failure instanceof CancelledException) {
            return CallStatus.CANCELLED;
        }
        boolean away = failure instanceof ConnectionFailedException
                || failure instanceof CircuitOpenException
                || failure instanceof ClientClosedException
                || failure instanceof PartitionsUnavailableException;
        return away ? CallStatus.UNAVAILABLE : CallStatus.UNKNOWN;
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }
}

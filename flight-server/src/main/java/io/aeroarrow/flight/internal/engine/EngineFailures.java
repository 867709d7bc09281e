package io.aeroarrow.flight.internal.engine;

import io.aeroarrow.flight.internal.run.CallFailures;
import java.util.List;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;

/** Says the engine's failures as Flight does. */
final class EngineFailures {

    private EngineFailures() {}

    /** Returns why a statement failed: a table that could not be read, or else what the engine says. */
    static FlightRuntimeException of(Exception failure, List<EngineInput> inputs) {
        for (EngineInput input : inputs) {
            Throwable reason = input.failure();
            if (reason != null) {
                return CallFailures.of(reason);
            }
        }
        if (failure instanceof FlightRuntimeException said) {
            return said;
        }
        String message = String.valueOf(failure.getMessage());
        return status(message).withDescription(message).withCause(failure).toRuntimeException();
    }

    private static CallStatus status(String message) {
        if (message.contains("Out of Memory Error")) {
            return CallStatus.RESOURCE_EXHAUSTED;
        }
        if (message.contains("INTERRUPT Error")) {
            return CallStatus.CANCELLED;
        }
        if (message.contains("Permission Error")) {
            return CallStatus.UNAUTHORIZED;
        }
        return message.contains("INTERNAL Error") ? CallStatus.INTERNAL : CallStatus.INVALID_ARGUMENT;
    }
}

package io.aeroarrow.client;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.model.ServerErrorException;

/** Makes an error of a whole request one of each of its keys: some of them may be in doubt, others not. */
final class BatchErrors {

    private BatchErrors() {}

    static AeroArrowException of(AeroArrowException failure, int key) {
        String message = "key " + key + " of a batch has no answer: " + failure.getMessage();
        if (failure instanceof ServerErrorException error) {
            return new ServerErrorException(error.resultCode(), "the batch with key " + key);
        } else if (failure instanceof DeadlineExceededException) {
            return new DeadlineExceededException(message, failure);
        } else if (failure instanceof ProtocolViolationException) {
            return new ProtocolViolationException(message, failure);
        } else if (failure instanceof PartitionsUnavailableException) {
            return new PartitionsUnavailableException(message, failure);
        }
        return new ConnectionFailedException(message, failure);
    }
}

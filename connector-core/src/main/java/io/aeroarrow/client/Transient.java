package io.aeroarrow.client;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;

/** Which failures may be gone when the request is sent again. */
final class Transient {

    private Transient() {}

    static boolean is(AeroArrowException failure) {
        if (failure instanceof ServerErrorException error) {
            return is(error.resultCode());
        }
        return failure instanceof ConnectionFailedException
                || failure instanceof DeadlineExceededException
                || failure instanceof PartitionsUnavailableException;
    }

    static boolean is(int resultCode) {
        return ResultCode.TIMEOUT.is(resultCode)
                || ResultCode.UNAVAILABLE.is(resultCode)
                || ResultCode.KEY_BUSY.is(resultCode)
                || ResultCode.DEVICE_OVERLOAD.is(resultCode)
                || ResultCode.BATCH_QUEUES_FULL.is(resultCode);
    }
}

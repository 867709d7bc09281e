package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The limits of a record's size in bytes and its number of bins. */
public record RecordLimits(int maxRecordBytes, int maxBins) {
    public static final int MAX_BINS = 32_767;

    /** Refuses a record that exceeds a limit. */
    void require(StoredRecord next) {
        if (next.storedSize() > maxRecordBytes) {
            throw new RequestFailure(ServerResultCode.RECORD_TOO_BIG, "record of " + next.storedSize() + " bytes");
        }
        if (next.binCount() > maxBins) {
            throw RequestFailure.parameter("record of " + next.binCount() + " bins");
        }
    }
}

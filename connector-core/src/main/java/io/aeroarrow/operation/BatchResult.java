package io.aeroarrow.operation;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import java.util.Optional;

/**
 * The result of one key of a batch.
 *
 * @param resultCode the server's answer, see {@link ResultCode}; {@link #NO_ANSWER} if there is none
 * @param record what was found or written; empty if there is no record, or an error
 * @param error why the key failed, and whether its write may have happened all the same; empty for success, and for a
 *     read or delete of a record that does not exist
 */
public record BatchResult(Key key, int resultCode, Optional<Record> record, Optional<AeroArrowException> error) {

    /** The key was not answered. */
    public static final int NO_ANSWER = -1;

    /** {@return the record, if there is one, or the key's error} */
    public Optional<Record> recordOrThrow() {
        if (error.isPresent()) {
            throw error.get();
        }
        return record;
    }
}

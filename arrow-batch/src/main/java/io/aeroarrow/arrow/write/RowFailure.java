package io.aeroarrow.arrow.write;

import io.aeroarrow.model.Key;
import java.util.Optional;

/**
 * A row that was not written, or not for certain.
 *
 * @param row its number, counted from 0 over all batches
 * @param key of which record; empty if the row has none that can be
 * @param resultCode the server's answer, see {@link io.aeroarrow.error.ResultCode}; {@link WriteResult#NOT_ASKED} if there
 *     is none
 * @param inDoubt whether it may have been written all the same
 */
public record RowFailure(long row, Optional<Key> key, int resultCode, boolean inDoubt, String message) {

    @Override
    public String toString() {
        return "row " + row + key.map(of -> " (" + of.userKey() + ")").orElse("") + ": " + message;
    }
}

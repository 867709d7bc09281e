package io.aeroarrow.arrow.write;

import io.aeroarrow.internal.value.ValueText;
import io.aeroarrow.model.Key;
import java.util.Optional;

/**
 * A row that failed.
 *
 * @param row the row's number, counted from 0 over all batches
 * @param key the key of the row's record; empty if the row has no valid key
 * @param resultCode the server's result code, see {@link io.aeroarrow.error.ResultCode}; {@link WriteResult#NO_ANSWER}
 *     if no server answered
 * @param inDoubt whether the row may have been written nevertheless
 * @param retryable whether the same row may be written when it is sent again after a while. False for a row whose values
 *     cannot be written, and for answers that stay the same
 * @param message why the row failed
 */
public record RowFailure(
        long row, Optional<Key> key, int resultCode, boolean inDoubt, boolean retryable, String message) {

    @Override
    public String toString() {
        return "row " + row + key.map(of -> " (" + ValueText.of(of) + ")").orElse("") + ": " + message;
    }
}

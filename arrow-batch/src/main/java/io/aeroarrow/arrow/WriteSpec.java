package io.aeroarrow.arrow;

import io.aeroarrow.model.WritePolicy;
import org.jspecify.annotations.Nullable;

/** What to write where. */
record WriteSpec(
        String namespace,
        String set,
        String keyColumn,
        boolean keysAreDigests,
        @Nullable String generationColumn,
        @Nullable String timeToLiveColumn,
        NullBins nulls,
        WritePolicy policy) {

    /** Whether a column says how to write, and is no bin. */
    boolean isControl(String column) {
        return column.equals(keyColumn) || column.equals(generationColumn) || column.equals(timeToLiveColumn);
    }
}

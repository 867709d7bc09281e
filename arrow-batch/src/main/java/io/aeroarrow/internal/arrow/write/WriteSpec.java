package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.WritePolicy;
import org.jspecify.annotations.Nullable;

/** What to write where. */
public record WriteSpec(
        String namespace,
        String set,
        String keyColumn,
        boolean keysAreDigests,
        boolean keyAsBin,
        @Nullable String generationColumn,
        GenerationCheck.Kind generationKind,
        @Nullable String timeToLiveColumn,
        @Nullable String untouchedColumn,
        NullBins nulls,
        boolean orderedMaps,
        boolean deletes,
        WritePolicy policy) {

    /** Whether a column says how to write, and is no bin. */
    boolean isControl(String column) {
        return (column.equals(keyColumn) && !keyAsBin)
                || column.equals(generationColumn)
                || column.equals(timeToLiveColumn)
                || column.equals(untouchedColumn);
    }

    /** What a null makes of its bin. A record that is replaced has no bins left to delete, and servers refuse to. */
    NullBins effectiveNulls() {
        boolean replaces =
                policy.existsAction() == ExistsAction.REPLACE || policy.existsAction() == ExistsAction.REPLACE_ONLY;
        return replaces && nulls == NullBins.DELETE ? NullBins.SKIP : nulls;
    }
}

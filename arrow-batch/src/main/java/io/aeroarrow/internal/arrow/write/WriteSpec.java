package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.GenerationCheck;
import io.aeroarrow.policy.WritePolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a write that the encoding of rows needs.
 *
 * @param namespace the namespace
 * @param set the set; empty for none
 * @param keyColumn the column of the user keys or digests
 * @param keysAreDigests whether the column holds digests
 * @param keyAsBin whether the column is a bin too
 * @param generationColumn the column of expected generations; null for none
 * @param generationKind how generations are compared
 * @param timeToLiveColumn the column of times to live; null for none
 * @param untouchedColumn the column that names the bins to leave unchanged; null for {@code __mismatch} if it exists
 * @param nulls how nulls are treated
 * @param orderedMaps whether maps are written as key-ordered maps
 * @param decimals how decimals with a fraction are stored whose field does not say it; null if that is an error
 * @param stored the stored schema of the set; null if it has none, or if it is not used
 * @param deletes whether the records are deleted
 * @param policy how records are written
 */
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
        @Nullable DecimalStorage decimals,
        @Nullable StoredFields stored,
        boolean deletes,
        WritePolicy policy) {

    /** Whether a column controls the write and is not a bin. */
    boolean isControl(String column) {
        return (column.equals(keyColumn) && !keyAsBin)
                || column.equals(generationColumn)
                || column.equals(timeToLiveColumn)
                || column.equals(untouchedColumn);
    }

    /**
     * Returns how nulls are treated. A replace skips nulls instead of deleting bins: servers reject a delete in a
     * replace.
     */
    NullBins effectiveNulls() {
        return replaces() && nulls == NullBins.DELETE ? NullBins.SKIP : nulls;
    }

    /** Whether a write removes the bins that it does not name. */
    boolean replaces() {
        return policy.existsAction() == ExistsAction.REPLACE || policy.existsAction() == ExistsAction.REPLACE_ONLY;
    }

    /**
     * Whether a record that does not exist is no failure of a write: the write removes bins, and does not demand that the
     * record exists.
     */
    public boolean allowsMissing(List<Bin> bins) {
        return !deletes
                && policy.existsAction() != ExistsAction.UPDATE_ONLY
                && !replaces()
                && bins.stream().allMatch(bin -> bin.value() instanceof Value.NullValue);
    }
}

package io.aeroarrow.arrow.write;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.operation.BatchResult;
import java.util.List;
import java.util.Optional;

/**
 * The result of a write. Failed rows throw no exception: call {@link #orThrow}, or check {@link #failed}.
 *
 * @param rows how many rows were added before the write ended
 * @param written how many rows were written
 * @param skipped how many rows were left unwritten, as {@link Write#skipping} allows, or because all their bins are null
 *     and there is no bin to remove
 * @param failed how many rows failed, including the rows in doubt
 * @param inDoubt how many of the failed rows may have been written nevertheless
 * @param failures the first failed rows, at most {@link Write#describedFailures}, in the order of the rows
 * @param stopped whether the write ended early, because more rows failed than {@link Write#stopAfter} allows
 * @param results the outcome of each row; empty unless {@link Write#keepResults} requests it
 */
public record WriteResult(
        long rows,
        long written,
        long skipped,
        long failed,
        long inDoubt,
        List<RowFailure> failures,
        boolean stopped,
        Optional<RowResults> results) {

    /** Replaces the result code of a row that was not sent, or not answered. */
    public static final int NO_ANSWER = BatchResult.NO_ANSWER;

    /**
     * Copies {@code failures}.
     *
     * @param rows as in {@link #rows()}
     * @param written as in {@link #written()}
     * @param skipped as in {@link #skipped()}
     * @param failed as in {@link #failed()}
     * @param inDoubt as in {@link #inDoubt()}
     * @param failures as in {@link #failures()}
     * @param stopped as in {@link #stopped()}
     * @param results as in {@link #results()}
     */
    public WriteResult {
        failures = List.copyOf(failures);
    }

    /**
     * {@return this result if no row failed}
     *
     * @throws WriteFailedException if a row failed; the exception holds this result
     */
    public WriteResult orThrow() {
        if (failed > 0) {
            throw new WriteFailedException(this);
        }
        return this;
    }
}

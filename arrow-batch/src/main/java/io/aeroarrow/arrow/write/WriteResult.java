package io.aeroarrow.arrow.write;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.operation.BatchResult;
import java.util.List;
import java.util.Optional;

/**
 * What became of rows that were written. To be looked at, as rows that fail throw nothing.
 *
 * @param rows how many rows there were, up to where the write ended
 * @param written how many of them are records now
 * @param skipped how many of them were left as they are, as {@link Write#skipping} says
 * @param failed how many are not, or not for certain
 * @param inDoubt how many of those that failed may have been written all the same
 * @param failures the first of those that failed, as many as were asked for
 * @param stopped whether the write ended early, as more rows had failed than it was to bear
 * @param results what became of each row, if that was to be kept
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

    /** In place of a result code: the row was not sent, or not answered. */
    public static final int NOT_ASKED = BatchResult.NO_ANSWER;

    public WriteResult {
        failures = List.copyOf(failures);
    }

    /**
     * This result, if no row failed.
     *
     * @throws WriteFailedException otherwise, with what failed
     */
    public WriteResult orThrow() {
        if (failed > 0) {
            throw new WriteFailedException(this);
        }
        return this;
    }
}

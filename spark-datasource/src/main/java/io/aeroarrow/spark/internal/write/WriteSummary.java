package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * The result of a write for the rows of a task or job.
 *
 * @param rows the number of rows
 * @param inDoubt the number of failed rows that may be written nevertheless, as their answer is missing
 * @param retryable whether a described row may be written when its task runs again
 * @param failures descriptions of the first failed rows
 */
record WriteSummary(
        long rows, long written, long skipped, long failed, long inDoubt, boolean retryable, List<String> failures)
        implements WriterCommitMessage {

    static final WriteSummary NONE = new WriteSummary(0, 0, 0, 0, 0, false, List.of());

    WriteSummary {
        failures = List.copyOf(failures);
    }

    /** Returns the summary of a write. */
    static WriteSummary of(WriteResult result) {
        return new WriteSummary(
                result.rows(),
                result.written(),
                result.skipped(),
                result.failed(),
                result.inDoubt(),
                result.failures().stream().anyMatch(RowFailure::retryable),
                result.failures().stream().map(RowFailure::toString).toList());
    }

    /** Adds another summary. Keeps at most {@code described} failures. */
    WriteSummary plus(WriteSummary other, int described) {
        List<String> all = new ArrayList<>(failures);
        all.addAll(other.failures);
        return new WriteSummary(
                rows + other.rows,
                written + other.written,
                skipped + other.skipped,
                failed + other.failed,
                inDoubt + other.inDoubt,
                retryable || other.retryable,
                all.subList(0, Math.min(described, all.size())));
    }

    /** Adds the summaries of the tasks of a job or epoch. */
    static WriteSummary sum(WriterCommitMessage[] messages, WriteTarget target) {
        WriteSummary sum = NONE;
        for (WriterCommitMessage message : messages) {
            // The message of an aborted task is null.
            if (message instanceof WriteSummary tally) {
                sum = sum.plus(tally, target.options().describedFailures());
            }
        }
        return sum;
    }

    /** Returns a summary whose failures name a task or epoch. */
    WriteSummary at(String place) {
        return new WriteSummary(
                rows,
                written,
                skipped,
                failed,
                inDoubt,
                retryable,
                failures.stream().map(failure -> place + ", " + failure).toList());
    }

    /**
     * Checks that no row failed.
     *
     * @throws RowsNotWrittenException if a row failed
     */
    void requireAllWritten(String table) {
        if (failed > 0) {
            throw new RowsNotWrittenException(table, this);
        }
    }
}

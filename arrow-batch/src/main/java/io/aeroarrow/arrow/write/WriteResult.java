package io.aeroarrow.arrow.write;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.internal.api.Properties;
import io.aeroarrow.operation.BatchResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a write. Failed rows throw no exception: call {@link #orThrow}, or check {@link #failed}. Immutable;
 * writes build it. Users need {@link #of} and the {@code with} methods only in tests.
 */
public final class WriteResult {

    /** Replaces the result code of a row that was not sent, or not answered. */
    public static final int NO_ANSWER = BatchResult.NO_ANSWER;

    private final Fields fields;

    private WriteResult(Fields fields) {
        this.fields = fields;
    }

    /**
     * {@return the result of a write without failures}
     *
     * @param rows how many rows were added
     * @param written how many rows were written
     */
    public static WriteResult of(long rows, long written) {
        return new WriteResult(new Fields(rows, written));
    }

    /** {@return how many rows were added before the write ended} */
    public long rows() {
        return fields.rows;
    }

    /** {@return how many rows were written} */
    public long written() {
        return fields.written;
    }

    /**
     * {@return how many rows were left unwritten, as {@link Write#skipping} allows, or because all their bins are null
     *     and there is no bin to remove}
     */
    public long skipped() {
        return fields.skipped;
    }

    /**
     * {@return a copy with another {@link #skipped()}}
     *
     * @param count how many rows were left unwritten
     */
    public WriteResult withSkipped(long count) {
        return new WriteResult(fields.with(changed -> changed.skipped = count));
    }

    /** {@return how many rows failed, including the rows in doubt} */
    public long failed() {
        return fields.failed;
    }

    /** {@return how many of the failed rows may have been written nevertheless} */
    public long inDoubt() {
        return fields.inDoubt;
    }

    /** {@return the first failed rows, at most {@link Write#describedFailures}, in the order of the rows} */
    public List<RowFailure> failures() {
        return fields.failures;
    }

    /**
     * {@return a copy with other failures}
     *
     * @param count how many rows failed, including the rows in doubt
     * @param doubtful how many of them may have been written nevertheless
     * @param first the first failed rows; copied
     */
    public WriteResult withFailures(long count, long doubtful, List<RowFailure> first) {
        return new WriteResult(fields.with(changed -> {
            changed.failed = count;
            changed.inDoubt = doubtful;
            changed.failures = List.copyOf(first);
        }));
    }

    /** {@return whether the write ended early, because more rows failed than {@link Write#stopAfter} allows} */
    public boolean stopped() {
        return fields.stopped;
    }

    /**
     * {@return a copy with another {@link #stopped()}}
     *
     * @param early whether the write ended early
     */
    public WriteResult withStopped(boolean early) {
        return new WriteResult(fields.with(changed -> changed.stopped = early));
    }

    /** {@return the outcome of each row; empty unless {@link Write#keepResults} requests it} */
    public Optional<RowResults> results() {
        return Optional.ofNullable(fields.results);
    }

    /**
     * {@return a copy with other {@link #results()}}
     *
     * @param outcomes the outcome of each row
     */
    public WriteResult withResults(RowResults outcomes) {
        return new WriteResult(fields.with(changed -> changed.results = outcomes));
    }

    /**
     * {@return this result if no row failed}
     *
     * @throws WriteFailedException if a row failed; the exception holds this result
     */
    public WriteResult orThrow() {
        if (failed() > 0) {
            throw new WriteFailedException(this);
        }
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WriteResult that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "WriteResult" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final long rows;
        private final long written;
        private long skipped;
        private long failed;
        private long inDoubt;
        private List<RowFailure> failures = List.of();
        private boolean stopped;
        private @Nullable RowResults results;

        Fields(long rows, long written) {
            this.rows = rows;
            this.written = written;
        }

        @Override
        protected void list(Listing to) {
            to.add("rows", rows)
                    .add("written", written)
                    .add("skipped", skipped)
                    .add("failed", failed)
                    .add("inDoubt", inDoubt)
                    .add("failures", failures)
                    .add("stopped", stopped)
                    .add("results", results);
        }
    }
}

package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import org.apache.spark.sql.catalyst.InternalRow;

/** Puts the rows of a task into vectors, and sends them from there to the cluster in batches. Used by one thread. */
public final class RowSender implements AutoCloseable {

    private final WriteTarget target;
    private final TaskAttempt attempt;
    private final RowBuffer buffer;
    private final WriteRun run;

    /**
     * @param write takes the vectors of the layout
     */
    public RowSender(WriteTarget target, WriteLayout layout, Write write, TaskAttempt attempt) {
        this.target = target;
        this.attempt = attempt;
        this.run = write.start();
        this.buffer = new RowBuffer(layout, target.options().batch(), SparkMemory.allocator());
    }

    /**
     * Takes a row, and waits while too many batches are under way.
     *
     * @throws RowsNotWrittenException if rows before have failed, and are not to be collected
     */
    public void add(InternalRow row) {
        buffer.add(row);
        if (buffer.isFull()) {
            send();
        }
    }

    private void send() {
        boolean large = buffer.isLarge();
        run.add(buffer.rows());
        if (large) {
            run.flush();
        }
        buffer.clear();
        if (run.hasStopped()) {
            tally().requireAll(target.name());
        }
    }

    /** Waits for what is under way, so that all that is known of the rows is told. */
    private WriteSummary tally() {
        return WriteSummary.of(run.finish()).at(attempt.toString());
    }

    /**
     * Sends what is left, and waits for all answers.
     *
     * @throws RowsNotWrittenException if rows have failed, and are not to be collected
     */
    public WriteSummary finish() {
        if (!buffer.isEmpty()) {
            send();
        }
        WriteSummary tally = tally();
        if (!target.options().collectFailures()) {
            tally.requireAll(target.name());
        }
        return tally;
    }

    /** Gives up what is under way. What is written stays: the next attempt of the task writes it again. */
    public void cancel() {
        run.close();
    }

    WriteRun run() {
        return run;
    }

    @Override
    public void close() {
        run.close();
        buffer.close();
    }
}

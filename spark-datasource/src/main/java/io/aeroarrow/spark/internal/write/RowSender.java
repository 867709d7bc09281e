package io.aeroarrow.spark.internal.write;

import io.aeroarrow.arrow.Write;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.spark.sql.catalyst.InternalRow;

/** Buffers the rows of a task in vectors and sends them in batches. Used by one thread. */
final class RowSender implements AutoCloseable {

    private final WriteTarget target;
    private final TaskAttempt attempt;
    private final RowBuffer buffer;
    private final WriteRun run;

    /**
     * Starts a write.
     *
     * @param write the write of the layout's vectors
     */
    RowSender(WriteTarget target, WriteLayout layout, Write write, TaskAttempt attempt) {
        this.target = target;
        this.attempt = attempt;
        this.buffer = new RowBuffer(layout, target.options().batch(), SparkMemory.allocator());
        try {
            this.run = write.start();
        } catch (RuntimeException e) {
            buffer.close();
            throw e;
        }
    }

    /**
     * Adds a row. Waits while too many batches are in flight.
     *
     * @throws RowsNotWrittenException if earlier rows have failed, unless failures are collected
     */
    void add(InternalRow row) {
        if (!offer(row)) {
            summary().requireAllWritten(target.name());
        }
    }

    /** Adds a row. Returns false if rows have failed, so that no more need be added; {@link #finish} tells which. */
    boolean offer(InternalRow row) {
        try {
            buffer.add(row);
        } catch (OutOfMemoryException e) {
            throw SparkMemory.exceeded(target.name(), e);
        }
        if (buffer.isFull()) {
            flush();
        }
        return !run.hasStopped();
    }

    private void flush() {
        boolean large = buffer.isLarge();
        run.add(buffer.rows());
        if (large) {
            run.flush();
        }
        buffer.clear();
    }

    /** Waits for the batches in flight, so that the summary is complete. */
    private WriteSummary summary() {
        return WriteSummary.of(run.finish()).at(attempt.toString());
    }

    /**
     * Sends the remaining rows and waits for all answers. The driver fails the job if rows have failed.
     *
     * @throws RowsNotWrittenException if rows have failed that another attempt of the task may write, unless failures are
     *     collected
     */
    WriteSummary finish() {
        if (!buffer.isEmpty() && !run.hasStopped()) {
            flush();
        }
        WriteSummary summary = summary();
        if (summary.retryable() && !target.options().collectFailures()) {
            summary.requireAllWritten(target.name());
        }
        return summary;
    }

    /** Cancels the batches in flight. Written records stay; the next attempt of the task writes them again. */
    void cancel() {
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

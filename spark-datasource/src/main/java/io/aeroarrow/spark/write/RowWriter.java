package io.aeroarrow.spark.write;

import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.spark.connect.SparkMemory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of one task: into vectors, and from there to the cluster in batches. */
final class RowWriter implements DataWriter<InternalRow> {

    private final WriteTarget target;
    private final TaskAttempt attempt;
    private final RowBuffer buffer;
    private final WriteRun run;

    RowWriter(WriteTarget target, WriteLayout layout, TaskAttempt attempt) {
        this.target = target;
        this.attempt = attempt;
        this.run = target.write(layout).start();
        this.buffer = new RowBuffer(layout, target.options().batch(), SparkMemory.allocator());
    }

    @Override
    public void write(InternalRow row) {
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
            end().requireAll(target.name());
        }
    }

    /** Waits for what is under way, so that all that is known of the rows is told. */
    private WriteTally end() {
        return WriteTally.of(run.finish()).at(attempt.toString());
    }

    /** Rows that failed fail the task here, or are told to the driver, which fails the job. */
    @Override
    public WriterCommitMessage commit() {
        if (!buffer.isEmpty()) {
            send();
        }
        WriteTally tally = end();
        if (!target.options().collectFailures()) {
            tally.requireAll(target.name());
        }
        return tally;
    }

    /** What is written stays: the next attempt of the task writes it again. */
    @Override
    public void abort() {
        run.close();
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return WriteMetrics.of(run);
    }

    @Override
    public void close() {
        run.close();
        buffer.close();
    }
}

package io.aeroarrow.spark.internal.write;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/** Writes the rows of one task. */
final class AerospikeDataWriter implements DataWriter<InternalRow> {

    private final RowSender sender;

    AerospikeDataWriter(RowSender sender) {
        this.sender = sender;
    }

    @Override
    public void write(InternalRow row) {
        sender.add(row);
    }

    /** Rows that failed fail the task here, or are told to the driver, which fails the job. */
    @Override
    public WriterCommitMessage commit() {
        return sender.finish();
    }

    @Override
    public void abort() {
        sender.cancel();
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return WriteMetrics.of(List.of(sender));
    }

    @Override
    public void close() {
        sender.close();
    }
}

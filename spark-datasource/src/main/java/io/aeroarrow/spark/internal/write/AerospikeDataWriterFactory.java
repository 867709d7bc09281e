package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Goes to the executors, and makes a writer for each task there. */
final class AerospikeDataWriterFactory implements DataWriterFactory, StreamingDataWriterFactory {

    private static final long serialVersionUID = 1;

    private final WriteTarget target;
    private final WriteLayout layout;

    AerospikeDataWriterFactory(WriteTarget target, WriteLayout layout) {
        this.target = target;
        this.layout = layout;
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long taskId) {
        TaskAttempt attempt = TaskAttempt.current(partition);
        return new AerospikeDataWriter(new RowSender(target, layout, target.rows(layout, attempt), attempt));
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long taskId, long epoch) {
        return createWriter(partition, taskId);
    }
}

package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;

/** Creates the writer of each task of a plain write. Sent to the executors. */
record AerospikeDataWriterFactory(WriteTarget target, WriteLayout layout)
        implements DataWriterFactory, StreamingDataWriterFactory {

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long taskId) {
        return new AerospikeDataWriter(target, layout, TaskAttempt.current(partition));
    }

    @Override
    public DataWriter<InternalRow> createWriter(int partition, long taskId, long epoch) {
        return createWriter(partition, taskId);
    }
}

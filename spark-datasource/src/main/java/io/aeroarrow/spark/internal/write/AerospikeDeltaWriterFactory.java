package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;

/** Creates the writer of each task of a row-level operation. Sent to the executors. */
record AerospikeDeltaWriterFactory(WriteTarget target, DeltaLayout layout) implements DeltaWriterFactory {

    @Override
    public DeltaWriter<InternalRow> createWriter(int partition, long taskId) {
        TaskAttempt attempt = TaskAttempt.current(partition);
        if (layout.writesRows()) {
            attempt.requireSameRows();
        }
        return new AerospikeDeltaWriter(target, layout, attempt);
    }
}

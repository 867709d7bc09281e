package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;

/** Goes to the executors, and makes a writer for each task there. */
final class AerospikeDeltaWriterFactory implements DeltaWriterFactory {

    private static final long serialVersionUID = 1;

    private final WriteTarget target;
    private final DeltaLayout layout;

    AerospikeDeltaWriterFactory(WriteTarget target, DeltaLayout layout) {
        this.target = target;
        this.layout = layout;
    }

    @Override
    public DeltaWriter<InternalRow> createWriter(int partition, long taskId) {
        TaskAttempt attempt = TaskAttempt.current(partition);
        if (layout.changesRows()) {
            attempt.requireSameRows();
        }
        return new AerospikeDeltaWriter(target, layout, attempt);
    }
}

package io.aeroarrow.spark.rowlevel;

import io.aeroarrow.spark.write.TaskAttempt;
import io.aeroarrow.spark.write.WriteTarget;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.DeltaWriterFactory;

/** Goes to the executors, and makes a writer for each task there. */
final class RecordChangerFactory implements DeltaWriterFactory {

    private static final long serialVersionUID = 1;

    private final WriteTarget target;
    private final DeltaLayout layout;

    RecordChangerFactory(WriteTarget target, DeltaLayout layout) {
        this.target = target;
        this.layout = layout;
    }

    @Override
    public DeltaWriter<InternalRow> createWriter(int partition, long taskId) {
        TaskAttempt attempt = TaskAttempt.current(partition);
        if (layout.changesRows()) {
            attempt.requireSameRows();
        }
        return new RecordChanger(target, layout, attempt);
    }
}

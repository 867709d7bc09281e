package io.aeroarrow.spark.internal.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Changes the records of one task: each kind of change goes through vectors of its own. */
final class AerospikeDeltaWriter implements DeltaWriter<InternalRow> {

    private final WriteTarget target;
    private final DeltaLayout layout;
    private final TaskAttempt attempt;
    private final ChangedColumns changes;
    private final List<RowSender> senders = new ArrayList<>();
    private @Nullable RowSender updates;
    private @Nullable RowSender deletes;
    private @Nullable RowSender inserts;

    AerospikeDeltaWriter(WriteTarget target, DeltaLayout layout, TaskAttempt attempt) {
        this.target = target;
        this.layout = layout;
        this.attempt = attempt;
        this.changes = new ChangedColumns(layout);
    }

    @Override
    public void update(InternalRow metadata, InternalRow id, InternalRow row) {
        InternalRow before = metadata.getStruct(layout.before(), layout.rows().size());
        List<UTF8String> untouched = changes.untouched(before, row);
        if (untouched.size() == layout.rows().size()) {
            return;
        }
        InternalRow alone = new GenericInternalRow(new Object[] {new GenericArrayData(untouched.toArray())});
        if (updates == null) {
            updates = open(layout.updates(), target.updates(layout.updates(), attempt));
        }
        updates.add(new JoinedRow(new JoinedRow(record(metadata, id), row), alone));
    }

    @Override
    public void delete(InternalRow metadata, InternalRow id) {
        if (deletes == null) {
            deletes = open(layout.deletes(), target.checkedDeletes(layout.deletes()));
        }
        deletes.add(record(metadata, id));
    }

    @Override
    public void insert(InternalRow row) {
        WriteLayout insertLayout = layout.inserts();
        if (insertLayout == null) {
            throw new IllegalArgumentException("rows cannot be inserted into " + target.name() + ": "
                    + (layout.whyNoInserts().isEmpty() ? "this is no MERGE" : layout.whyNoInserts()));
        }
        if (inserts == null) {
            inserts = open(insertLayout, target.inserts(insertLayout, attempt));
        }
        inserts.add(row);
    }

    private InternalRow record(InternalRow metadata, InternalRow id) {
        return new GenericInternalRow(
                new Object[] {id.getBinary(layout.digest()), metadata.getInt(layout.generation())});
    }

    private RowSender open(WriteLayout rows, io.aeroarrow.arrow.Write write) {
        RowSender sender = new RowSender(target, rows, write, attempt);
        senders.add(sender);
        return sender;
    }

    @Override
    public WriterCommitMessage commit() {
        WriteSummary all = WriteSummary.NOTHING;
        for (RowSender sender : senders) {
            all = all.plus(sender.finish(), target.options().describedFailures());
        }
        return all;
    }

    @Override
    public void abort() {
        senders.forEach(RowSender::cancel);
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return WriteMetrics.of(senders);
    }

    @Override
    public void close() {
        senders.forEach(RowSender::close);
    }
}

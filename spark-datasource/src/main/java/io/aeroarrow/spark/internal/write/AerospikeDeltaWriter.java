package io.aeroarrow.spark.internal.write;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.connector.write.DeltaWriter;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Writes the updates, deletes and inserts of one task of a row-level operation, each kind with its own sender. */
final class AerospikeDeltaWriter extends TaskWriter implements DeltaWriter<InternalRow> {

    private final DeltaLayout layout;
    private final ChangedColumns changes;
    private @Nullable RowSender updates;
    private @Nullable RowSender deletes;
    private @Nullable RowSender inserts;

    AerospikeDeltaWriter(WriteTarget target, DeltaLayout layout, TaskAttempt attempt) {
        super(target, attempt);
        this.layout = layout;
        this.changes = new ChangedColumns(layout);
    }

    @Override
    public void update(InternalRow metadata, InternalRow id, InternalRow row) {
        InternalRow before = metadata.getStruct(layout.before(), layout.rows().size());
        List<UTF8String> unchanged = changes.unchanged(before, row);
        if (unchanged.size() == layout.rows().size()) {
            return;
        }
        InternalRow unchangedBins = new GenericInternalRow(new Object[] {new GenericArrayData(unchanged.toArray())});
        if (updates == null) {
            updates = open(layout.updates(), target().updates(layout.updates(), attempt()));
        }
        updates.add(new JoinedRow(new JoinedRow(record(metadata, id), row), unchangedBins));
    }

    @Override
    public void delete(InternalRow metadata, InternalRow id) {
        if (deletes == null) {
            deletes = open(layout.deletes(), target().checkedDeletes(layout.deletes()));
        }
        deletes.add(record(metadata, id));
    }

    @Override
    public void insert(InternalRow row) {
        WriteLayout insertLayout = layout.inserts();
        if (insertLayout == null) {
            throw new IllegalArgumentException("rows cannot be inserted into " + target().name() + ": "
                    + (layout.insertError().isEmpty() ? "only MERGE inserts rows" : layout.insertError()));
        }
        if (inserts == null) {
            inserts = open(insertLayout, target().inserts(insertLayout, attempt()));
        }
        inserts.add(row);
    }

    private InternalRow record(InternalRow metadata, InternalRow id) {
        return new GenericInternalRow(
                new Object[] {id.getBinary(layout.digest()), metadata.getInt(layout.generation())});
    }
}

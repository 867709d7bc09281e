package io.aeroarrow.spark.internal.write;

import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Writes the rows of one task of a plain write. */
final class AerospikeDataWriter extends TaskWriter {

    private final RowSender sender;

    AerospikeDataWriter(WriteTarget target, WriteLayout layout, TaskAttempt attempt) {
        super(target, attempt);
        this.sender = open(layout, target.rows(layout, attempt));
    }

    @Override
    public void write(InternalRow row) {
        sender.add(row);
    }

    /** Called by Spark 4. Rows after a failed one are not computed. */
    @SuppressWarnings("MissingOverride") // Spark 3.5 calls write for each row
    public void writeAll(Iterator<InternalRow> rows) {
        boolean more = true;
        while (more && rows.hasNext()) {
            more = sender.offer(rows.next());
        }
    }
}

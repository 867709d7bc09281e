package io.aeroarrow.spark.internal.write;

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
}

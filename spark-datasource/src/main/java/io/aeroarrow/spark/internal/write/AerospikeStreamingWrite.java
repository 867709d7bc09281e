package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * A stream into a set. Rows are written by their keys, so that an epoch that is run again after a restart leaves the same
 * records as if it had run once.
 */
final class AerospikeStreamingWrite implements StreamingWrite {

    private final WriteTarget target;
    private final WriteLayout layout;
    private final Deletion deletion;

    AerospikeStreamingWrite(WriteTarget target, WriteLayout layout, Deletion deletion) {
        this.target = target;
        this.layout = layout;
        this.deletion = deletion;
    }

    /** Spark calls this once for each epoch, before its tasks start. In complete mode, the rows of the last one may go. */
    @Override
    public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
        new Deleter(target).delete(deletion);
        return new AerospikeDataWriterFactory(target, layout);
    }

    @Override
    public void commit(long epoch, WriterCommitMessage[] messages) {
        WriteSummary.sum(messages, target).at("epoch " + epoch).requireAll(target.name());
    }

    /** What is written stays: the epoch is run again, and writes the same rows once more. */
    @Override
    public void abort(long epoch, WriterCommitMessage[] messages) {}
}

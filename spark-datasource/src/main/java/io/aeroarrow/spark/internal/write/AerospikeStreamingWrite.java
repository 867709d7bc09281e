package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.KeySamples;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingDataWriterFactory;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/** A streaming write into a set. Rows are written by key, so repeating an epoch after a restart gives the same records. */
final class AerospikeStreamingWrite implements StreamingWrite {

    private final WriteTarget target;
    private final WriteLayout layout;
    private final Deletion deletion;

    AerospikeStreamingWrite(WriteTarget target, WriteLayout layout, Deletion deletion) {
        this.target = target;
        this.layout = layout;
        this.deletion = deletion;
    }

    /** Deletes the records of the last epoch in complete mode. Spark calls this once per epoch, before its tasks start. */
    @Override
    public StreamingDataWriterFactory createStreamingWriterFactory(PhysicalWriteInfo info) {
        new Deleter(target).delete(deletion);
        return new AerospikeDataWriterFactory(target, layout);
    }

    @Override
    public void commit(long epoch, WriterCommitMessage[] messages) {
        KeySamples.forget();
        WriteSummary.sum(messages, target).at("epoch " + epoch).requireAllWritten(target.name());
    }

    /** Leaves the records: the epoch runs again and writes the same rows. */
    @Override
    public void abort(long epoch, WriterCommitMessage[] messages) {
        KeySamples.forget();
    }
}

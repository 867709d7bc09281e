package io.aeroarrow.spark.write;

import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/**
 * A write of rows as records. Records are there as soon as they are written: a job that fails leaves those behind that it
 * has written, and a task that is run again writes the same ones once more.
 */
final class AerospikeWrite implements RequiresDistributionAndOrdering, BatchWrite {

    private final WriteTarget target;
    private final WriteLayout layout;
    private final Deletion deletion;

    AerospikeWrite(WriteTarget target, WriteLayout layout, Deletion deletion) {
        this.target = target;
        this.layout = layout;
        this.deletion = deletion;
    }

    @Override
    public String description() {
        return "aerospike " + target.name() + " by " + layout.key();
    }

    @Override
    public Distribution requiredDistribution() {
        return target.options().byKey()
                ? Distributions.clustered(new Expression[] {Expressions.identity(layout.key())})
                : Distributions.unspecified();
    }

    @Override
    public boolean distributionStrictlyRequired() {
        return true;
    }

    @Override
    public SortOrder[] requiredOrdering() {
        return new SortOrder[0];
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return WriteMetrics.all();
    }

    @Override
    public BatchWrite toBatch() {
        return this;
    }

    @Override
    public StreamingWrite toStreaming() {
        return new AerospikeStreamingWrite(target, layout, deletion);
    }

    /** Spark calls this once, right before the tasks start: what is to be overwritten goes here. */
    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        new Deleter(target).delete(deletion);
        return new RowWriterFactory(target, layout);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        WriteTally.sum(messages, target).requireAll(target.name());
    }

    /** There is nothing to take back: another write may have changed the same records since. */
    @Override
    public void abort(WriterCommitMessage[] messages) {}
}

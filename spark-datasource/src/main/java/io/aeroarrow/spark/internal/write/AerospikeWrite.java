package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.PartitionFunction;
import io.aeroarrow.spark.internal.options.WriteOptions;
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
    private final Deletion epochDeletion;
    private final boolean named;

    /**
     * @param deletion what a batch deletes before it writes
     * @param epochDeletion what each epoch of a stream deletes before it writes
     * @param named whether the table is one of a catalog, which has functions
     */
    AerospikeWrite(WriteTarget target, WriteLayout layout, Deletion deletion, Deletion epochDeletion, boolean named) {
        this.target = target;
        this.layout = layout;
        this.deletion = deletion;
        this.epochDeletion = epochDeletion;
        this.named = named;
    }

    @Override
    public String description() {
        return "aerospike " + target.name() + " by " + layout.key();
    }

    @Override
    public Distribution requiredDistribution() {
        return switch (target.options().distribution()) {
            case NONE -> Distributions.unspecified();
            case KEY -> Distributions.clustered(new Expression[] {Expressions.identity(layout.quotedKey())});
            // Without a catalog there are no functions; what is saved so has been distributed before.
            case PARTITION ->
                named ? Distributions.clustered(new Expression[] {partition()}) : Distributions.unspecified();
        };
    }

    private Expression partition() {
        Expression key = Expressions.column(layout.quotedKey());
        return layout.keysAreDigests()
                ? Expressions.apply(PartitionFunction.NAME, key)
                : Expressions.apply(PartitionFunction.NAME, Expressions.literal(target.set()), key);
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
        if (target.options().distribution() == WriteOptions.Distribution.PARTITION && !named) {
            throw new IllegalArgumentException(
                    "a stream can be distributed by PARTITION only into a table of a catalog,"
                            + " .toTable(\"aerospike.namespace.set\"); use KEY or NONE for option 'distribution', or that");
        }
        return new AerospikeStreamingWrite(target, layout, epochDeletion);
    }

    /** Spark calls this once, right before the tasks start: what is to be overwritten goes here. */
    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        new Deleter(target).delete(deletion);
        return new AerospikeDataWriterFactory(target, layout);
    }

    @Override
    public void commit(WriterCommitMessage[] messages) {
        WriteSummary.sum(messages, target).requireAll(target.name());
    }

    /** There is nothing to take back: another write may have changed the same records since. */
    @Override
    public void abort(WriterCommitMessage[] messages) {}
}

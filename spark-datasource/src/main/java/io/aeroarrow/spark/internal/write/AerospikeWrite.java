package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.options.WriteOptions;
import io.aeroarrow.spark.internal.runtime.PartitionFunction;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.distributions.Distributions;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;

/** A plain write of rows, by batch or stream. */
final class AerospikeWrite extends AbstractWrite {

    private final WriteLayout layout;
    private final Deletion deletion;
    private final Deletion epochDeletion;
    private final boolean inCatalog;

    /**
     * Creates a write.
     *
     * @param deletion what a batch deletes before it writes
     * @param epochDeletion what each epoch of a stream deletes before it writes
     * @param inCatalog whether the table belongs to a catalog, which has functions
     */
    AerospikeWrite(
            WriteTarget target, WriteLayout layout, Deletion deletion, Deletion epochDeletion, boolean inCatalog) {
        super(target);
        this.layout = layout;
        this.deletion = deletion;
        this.epochDeletion = epochDeletion;
        this.inCatalog = inCatalog;
    }

    @Override
    public String description() {
        return "aerospike " + target().name() + " by " + layout.control().key();
    }

    @Override
    public Distribution requiredDistribution() {
        return switch (target().options().distribution()) {
            case NONE -> Distributions.unspecified();
            case KEY -> Distributions.clustered(new Expression[] {Expressions.identity(layout.quotedKey())});
            // Without a catalog there are no functions; DatasetSaver has distributed the rows before.
            case PARTITION ->
                inCatalog ? Distributions.clustered(new Expression[] {partition()}) : Distributions.unspecified();
        };
    }

    private Expression partition() {
        Expression key = Expressions.column(layout.quotedKey());
        return layout.control().keysAreDigests()
                ? Expressions.apply(PartitionFunction.NAME, key)
                : Expressions.apply(PartitionFunction.NAME, Expressions.literal(target().set()), key);
    }

    @Override
    public boolean distributionStrictlyRequired() {
        return true;
    }

    @Override
    public BatchWrite toBatch() {
        return this;
    }

    @Override
    public StreamingWrite toStreaming() {
        if (target().options().distribution() == WriteOptions.Distribution.PARTITION && !inCatalog) {
            throw new IllegalArgumentException(
                    "a stream can be distributed by PARTITION only into a table of a catalog;"
                            + " use .toTable(\"aerospike.namespace.set\"), or set option 'distribution' to KEY or NONE");
        }
        return new AerospikeStreamingWrite(target(), layout, epochDeletion);
    }

    /** Deletes the overwritten records. Spark calls this once, before the tasks start. */
    @Override
    public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
        new Deleter(target()).delete(deletion);
        return new AerospikeDataWriterFactory(target(), layout);
    }
}

package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.V1Write;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.sources.InsertableRelation;

/** A write that gets a whole Dataset, for example by {@code INSERT INTO} a view. Streams use the wrapped write. */
final class DatasetWrite implements V1Write, RequiresDistributionAndOrdering {

    private final AerospikeWrite write;
    private final DatasetSaver saver;
    private final Deletion deletion;
    private final SaveMode mode;

    /**
     * Creates a write.
     *
     * @param deletion what to delete before the rows are saved
     */
    DatasetWrite(AerospikeWrite write, DatasetSaver saver, Deletion deletion, SaveMode mode) {
        this.write = write;
        this.saver = saver;
        this.deletion = deletion;
        this.mode = mode;
    }

    @Override
    public InsertableRelation toInsertableRelation() {
        return (rows, overwrite) -> {
            new Deleter(saver.target()).delete(deletion);
            saver.save(rows, mode);
        };
    }

    @Override
    public StreamingWrite toStreaming() {
        return write.toStreaming();
    }

    @Override
    public String description() {
        return write.description();
    }

    @Override
    public Distribution requiredDistribution() {
        return write.requiredDistribution();
    }

    @Override
    public boolean distributionStrictlyRequired() {
        return write.distributionStrictlyRequired();
    }

    @Override
    public SortOrder[] requiredOrdering() {
        return write.requiredOrdering();
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return write.supportedCustomMetrics();
    }
}

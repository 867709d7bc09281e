package io.aeroarrow.spark.internal.write;

import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.connector.distributions.Distribution;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.RequiresDistributionAndOrdering;
import org.apache.spark.sql.connector.write.V1Write;
import org.apache.spark.sql.connector.write.streaming.StreamingWrite;
import org.apache.spark.sql.sources.InsertableRelation;

/** A write whose rows Spark hands over as a whole, as {@code INSERT INTO} a view; those of streams come as with any other. */
final class DatasetWrite implements V1Write, RequiresDistributionAndOrdering {

    private final AerospikeWrite write;
    private final DatasetSaver saving;
    private final Deletion before;
    private final SaveMode mode;

    /**
     * @param before what is deleted before the rows are saved
     */
    DatasetWrite(AerospikeWrite write, DatasetSaver saving, Deletion before, SaveMode mode) {
        this.write = write;
        this.saving = saving;
        this.before = before;
        this.mode = mode;
    }

    @Override
    public InsertableRelation toInsertableRelation() {
        return (rows, overwrite) -> {
            new Deleter(saving.target()).delete(before);
            saving.save(rows, mode);
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

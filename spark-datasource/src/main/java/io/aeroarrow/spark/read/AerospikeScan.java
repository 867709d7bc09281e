package io.aeroarrow.spark.read;

import io.aeroarrow.model.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.metric.ScanMetrics;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.stream.UpdateStream;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A scan of the columns that a query needs, cut into groups of Aerospike partitions. */
public final class AerospikeScan implements Scan, Batch {

    private final SourceOptions options;
    private final StructType columns;

    private final @Nullable Filter also;

    AerospikeScan(SourceOptions options, StructType columns) {
        this(options, columns, null);
    }

    private AerospikeScan(SourceOptions options, StructType columns, @Nullable Filter also) {
        this.options = options;
        this.columns = columns;
        this.also = also;
    }

    /** The records of this scan for which a filter is true, besides. */
    private AerospikeScan where(Filter filter) {
        return new AerospikeScan(options, columns, also == null ? filter : also.and(filter));
    }

    @Override
    public MicroBatchStream toMicroBatchStream(String checkpoint) {
        return new UpdateStream(this::where, options.stream());
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "aerospike " + options.tableName() + " [" + String.join(", ", columns.fieldNames()) + "]";
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return ScanMetrics.all();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        int wanted = options.partitions() > 0
                ? options.partitions()
                : SparkSession.active().sparkContext().defaultParallelism();
        List<PartitionSet> groups = ClientCache.client(options.client()).planPartitions(options.namespace(), wanted);
        return groups.stream().map(PartitionGroup::new).toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new ColumnarReaderFactory(options, columns, also);
    }
}

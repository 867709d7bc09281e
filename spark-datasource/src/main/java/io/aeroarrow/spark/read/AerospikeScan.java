package io.aeroarrow.spark.read;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.option.SourceOptions;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** A scan of the columns that a query needs, cut into groups of Aerospike partitions. */
public final class AerospikeScan implements Scan, Batch {

    private final SourceOptions options;
    private final StructType columns;

    AerospikeScan(SourceOptions options, StructType columns) {
        this.options = options;
        this.columns = columns;
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
        return new ColumnarReaderFactory(options, columns);
    }
}

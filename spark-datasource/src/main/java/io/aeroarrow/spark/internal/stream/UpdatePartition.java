package io.aeroarrow.spark.internal.stream;

import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** An input partition with its reader factory, which differs from batch to batch. */
record UpdatePartition(InputPartition partition, PartitionReaderFactory readers) implements InputPartition {

    @Override
    public String[] preferredLocations() {
        return partition.preferredLocations();
    }
}

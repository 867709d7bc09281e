package io.aeroarrow.spark.internal.stream;

import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** A part of a scan, and how to read it: which span of time that is differs from batch to batch. */
record UpdatePartition(InputPartition partition, PartitionReaderFactory readers) implements InputPartition {

    @Override
    public String[] preferredLocations() {
        return partition.preferredLocations();
    }
}

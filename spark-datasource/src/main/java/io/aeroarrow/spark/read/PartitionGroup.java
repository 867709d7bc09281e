package io.aeroarrow.spark.read;

import io.aeroarrow.model.PartitionSet;
import org.apache.spark.sql.connector.read.InputPartition;

/** The Aerospike partitions that one Spark task reads. */
record PartitionGroup(PartitionSet partitions) implements InputPartition {}

package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import org.apache.spark.sql.connector.read.InputPartition;

/** The records that one Spark task reads. */
public sealed interface ReadTask extends InputPartition {

    /** Returns the maximum number of records to read per second; 0 for no limit. */
    int recordsPerSecond();

    /**
     * A scan of Aerospike partitions.
     *
     * @param slice the slice of these partitions, if they are split further, from 0
     * @param slices the number of slices, at least 1
     * @param host the host of the node that holds the partitions; empty if unknown
     */
    record Scan(PartitionSet partitions, int slice, int slices, String host, int recordsPerSecond) implements ReadTask {
        @Override
        public String[] preferredLocations() {
            return host.isEmpty() ? new String[0] : new String[] {host};
        }
    }

    /** A lookup of keys. */
    record Lookup(KeySet keys, int recordsPerSecond) implements ReadTask {}
}

package io.aeroarrow.spark.internal.read;

import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one Spark task reads. */
public sealed interface ReadTask extends InputPartition {

    /** How many records it may read in a second, 0 for no limit. */
    int recordsPerSecond();

    /**
     * Some of Aerospike's partitions.
     *
     * @param slice which part of them, if they are cut further
     * @param slices into how many parts, at least 1
     * @param host where the node is that holds them; empty if that is unknown
     */
    record Scan(PartitionSet partitions, int slice, int slices, String host, int recordsPerSecond) implements ReadTask {
        @Override
        public String[] preferredLocations() {
            return host.isEmpty() ? new String[0] : new String[] {host};
        }
    }

    /** Some keys. */
    record Lookup(KeySet keys, int recordsPerSecond) implements ReadTask {}
}

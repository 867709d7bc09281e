package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.cluster.PartitionAccess;
import io.aeroarrow.embedded.cluster.Route;
import java.util.Set;

/** A node's partitions without some that are missing for the sake of a test. */
record MissingPartitions(PartitionAccess whole, Set<Integer> missing) implements PartitionAccess {

    @Override
    public boolean serves(String namespace, int partition) {
        return !missing.contains(partition) && whole.serves(namespace, partition);
    }

    @Override
    public Route route(String namespace, int partition, boolean write) {
        return missing.contains(partition) ? Route.UNAVAILABLE : whole.route(namespace, partition, write);
    }
}

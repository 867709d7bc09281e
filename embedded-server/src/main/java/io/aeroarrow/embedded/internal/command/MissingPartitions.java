package io.aeroarrow.embedded.internal.command;

import io.aeroarrow.embedded.internal.cluster.PartitionAccess;
import io.aeroarrow.embedded.internal.cluster.RecordRoute;
import java.util.Set;

/** A node's partitions without the partitions that a fault makes unavailable. */
record MissingPartitions(PartitionAccess whole, Set<Integer> missing) implements PartitionAccess {

    @Override
    public boolean serves(String namespace, int partition) {
        return !missing.contains(partition) && whole.serves(namespace, partition);
    }

    @Override
    public RecordRoute route(String namespace, int partition, boolean write) {
        return missing.contains(partition) ? RecordRoute.UNAVAILABLE : whole.route(namespace, partition, write);
    }
}

package io.aeroarrow.embedded.internal.cluster;

/** Which partitions a node answers for. */
public interface PartitionAccess {

    /** Whether this node holds a full copy, so that it may read the partition for a query. */
    boolean serves(String namespace, int partition);

    /** What becomes of a request for a single record that comes to this node. */
    RecordRoute route(String namespace, int partition, boolean write);
}

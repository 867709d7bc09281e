package io.aeroarrow.embedded.internal.cluster;

/** Which partitions a node answers for. */
public interface PartitionAccess {

    /** Whether this node holds a full copy of the partition and can query it. */
    boolean serves(String namespace, int partition);

    /** How this node handles a request for a single record. */
    RecordRoute route(String namespace, int partition, boolean write);
}

package io.aeroarrow.embedded.internal.cluster;

import java.util.List;
import java.util.OptionalInt;

/** A node's part in its cluster: what it tells of the others, and which requests it may answer. */
public interface NodeMembership extends PartitionAccess {

    /** Hexadecimal; changes whenever a node comes or goes. */
    String clusterKey();

    /** The nodes of the cluster, this one among them. */
    int size();

    /** Whether every partition is where it belongs. */
    boolean isStable();

    /** How many partitions of a namespace still have to move, in the whole cluster. */
    int migrationsLeft(String namespace);

    /** The other nodes. */
    List<Peer> peers();

    /** The other nodes, those that were here once among them. */
    List<Peer> alumni();

    int peersGeneration();

    /** -1 until the node has joined. */
    int partitionGeneration();

    int rebalanceGeneration();

    /** The copies of each partition that the cluster aims at. */
    int replicationFactor();

    /** The node's rack, if the cluster has racks. */
    OptionalInt rack();

    /** Whether this node holds a copy of a partition: replica 0 is the master. */
    boolean holds(String namespace, int replica, int partition);

    @Override
    default boolean serves(String namespace, int partition) {
        for (int replica = 0; replica < replicationFactor(); replica++) {
            if (holds(namespace, replica, partition)) {
                return true;
            }
        }
        return false;
    }
}

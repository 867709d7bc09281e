package io.aeroarrow.embedded.internal.cluster;

import java.util.List;
import java.util.OptionalInt;

/** A node's view of its cluster: the peers that it publishes, and the requests that it may answer. */
public interface NodeMembership extends PartitionAccess {

    /** The hexadecimal cluster key, which changes when a node joins or leaves. */
    String clusterKey();

    /** The number of nodes in the cluster, this node included. */
    int size();

    /** Whether no partition has to migrate. */
    boolean isStable();

    /** How many partitions of a namespace still have to migrate, in the whole cluster. */
    int migrationsLeft(String namespace);

    /** The other nodes. */
    List<Peer> peers();

    /** The other nodes, including nodes that have left. */
    List<Peer> alumni();

    int peersGeneration();

    /** -1 until the node has joined. */
    int partitionGeneration();

    int rebalanceGeneration();

    /** The number of copies that each partition should have. */
    int replicationFactor();

    /** The node's rack; empty if it has none. */
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

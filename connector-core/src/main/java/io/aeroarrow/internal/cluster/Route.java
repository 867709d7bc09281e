package io.aeroarrow.internal.cluster;

import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the nodes of one operation: each attempt at a partition goes to another replica, where there is one.
 * Immutable.
 */
public final class Route {

    private final ReadRouting routing;
    private final List<Integer> rackIds;
    private final int turn;

    /**
     * @param rackIds the preferred racks, the best first
     * @param turn the number of the operation, so that operations alternate between replicas
     */
    Route(ReadRouting routing, List<Integer> rackIds, int turn) {
        this.routing = routing;
        this.rackIds = rackIds;
        this.turn = turn;
    }

    /**
     * The node to read a record from. It need not hold the record: the server proxies the request.
     *
     * @param attempt counts from 0
     * @return null if there is no node at present
     */
    public @Nullable Node reader(ClusterView view, PartitionMap map, int partition, int attempt) {
        ReplicaPolicy policy = routing.replicaFor(map.isStrong());
        if (policy == ReplicaPolicy.RANDOM) {
            return view.nodes().get(Math.floorMod(turn + attempt, view.nodes().size()));
        }
        return holder(policy, map, partition, attempt);
    }

    /**
     * The node to scan a partition at; it holds the partition. Read modes do not apply to scans.
     *
     * @param attempt counts from 0
     * @return null if there is no node at present
     */
    public @Nullable Node holder(PartitionMap map, int partition, int attempt) {
        return holder(routing.replica(), map, partition, attempt);
    }

    /**
     * Adds partitions to the shares of their nodes, as {@link #holder} chooses these.
     *
     * @param shares by node, in the order of their first partition
     * @return the partitions without a node
     */
    public BitSet share(BitSet partitions, PartitionMap map, int attempt, Map<Node, BitSet> shares) {
        ReplicaPolicy policy = routing.replica();
        BitSet left = (BitSet) partitions.clone();
        if (policy == ReplicaPolicy.MASTER
                || (policy == ReplicaPolicy.SEQUENCE && Math.floorMod(attempt, Math.max(1, map.replicas())) == 0)) {
            shares.putAll(map.byMaster(partitions));
            shares.values().forEach(left::andNot);
        }
        BitSet orphans = new BitSet();
        for (int partition = left.nextSetBit(0); partition >= 0; partition = left.nextSetBit(partition + 1)) {
            Node holder = holder(policy, map, partition, attempt);
            if (holder == null) {
                orphans.set(partition);
            } else {
                shares.computeIfAbsent(holder, node -> new BitSet()).set(partition);
            }
        }
        return orphans;
    }

    private @Nullable Node holder(ReplicaPolicy policy, PartitionMap map, int partition, int attempt) {
        return switch (policy) {
            case MASTER -> map.replicas() == 0 ? null : map.owner(0, partition);
            case SEQUENCE -> map.ownerForAttempt(attempt, partition);
            case MASTER_PROLES, RANDOM -> map.ownerForAttempt(turn + attempt, partition);
            case PREFER_RACK -> byRack(map, partition, attempt);
        };
    }

    private @Nullable Node byRack(PartitionMap map, int partition, int attempt) {
        int holders = 0;
        for (int replica = 0; replica < map.replicas(); replica++) {
            holders += map.owner(replica, partition) == null ? 0 : 1;
        }
        int left = holders == 0 ? 0 : attempt % holders;
        for (int rank = 0; rank <= rackIds.size(); rank++) {
            for (int replica = 0; replica < map.replicas(); replica++) {
                Node owner = map.owner(replica, partition);
                if (owner != null && rank(map, owner) == rank && left-- == 0) {
                    return owner;
                }
            }
        }
        return null;
    }

    /** The position of a node's rack in the preferred ones; after all of them if it is not preferred. */
    private int rank(PartitionMap map, Node node) {
        Integer rack = map.rack(node);
        int rank = rack == null ? -1 : rackIds.indexOf(rack);
        return rank < 0 ? rackIds.size() : rank;
    }
}

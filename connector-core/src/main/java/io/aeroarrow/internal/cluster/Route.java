package io.aeroarrow.internal.cluster;

import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one operation gets to nodes: each attempt at a partition leads to a node, and the next one to another, where there
 * is another. Immutable.
 */
public final class Route {

    private final ReadRouting routing;
    private final List<Integer> rackIds;
    private final int turn;

    /**
     * @param rackIds the racks to prefer, the nearest first
     * @param turn counts operations, so that they take turns
     */
    Route(ReadRouting routing, List<Integer> rackIds, int turn) {
        this.routing = routing;
        this.rackIds = rackIds;
        this.turn = turn;
    }

    /**
     * The node to read a record from; it need not hold the record, as the server passes the request on.
     *
     * @param attempt counts from 0
     * @return null if there is none for now
     */
    public @Nullable Node reader(ClusterView view, PartitionMap map, int partition, int attempt) {
        ReplicaPolicy policy = routing.replicaFor(map.isStrong());
        if (policy == ReplicaPolicy.RANDOM) {
            return view.nodes().get(Math.floorMod(turn + attempt, view.nodes().size()));
        }
        return holder(policy, map, partition, attempt);
    }

    /**
     * The node to scan a partition at, which holds it. Scans know no read modes.
     *
     * @param attempt counts from 0
     * @return null if there is none for now
     */
    public @Nullable Node holder(PartitionMap map, int partition, int attempt) {
        return holder(routing.replica(), map, partition, attempt);
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

    /** The place of a node's rack among those preferred; behind them all if it is none of them. */
    private int rank(PartitionMap map, Node node) {
        Integer rack = map.rack(node);
        int rank = rack == null ? -1 : rackIds.indexOf(rack);
        return rank < 0 ? rackIds.size() : rank;
    }
}

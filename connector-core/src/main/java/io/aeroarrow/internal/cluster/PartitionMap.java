package io.aeroarrow.internal.cluster;

import io.aeroarrow.internal.info.Replicas;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes that hold each partition of a namespace. Immutable. */
public final class PartitionMap {

    /** Owners by replica (0 is the master) and partition; null where no node holds the replica. */
    private final List<@Nullable Node[]> owners;

    private final Map<Node, Integer> copies;
    /** The partitions of which each node is the master, so that a scan need not look at each partition. */
    private final Map<Node, BitSet> masters;

    private final Map<Node, Integer> racks;
    private final boolean strong;

    private PartitionMap(List<@Nullable Node[]> owners, Map<Node, Integer> racks, boolean strong) {
        this.owners = owners;
        this.copies = countCopies(owners);
        this.masters = masters(owners);
        this.racks = racks;
        this.strong = strong;
    }

    /** The largest number of replicas of a partition. */
    public int replicas() {
        return owners.size();
    }

    /** The node that holds a replica of a partition, null if none. Replica 0 is the master. */
    public @Nullable Node owner(int replica, int partition) {
        return owners.get(replica)[partition];
    }

    private static Map<Node, Integer> countCopies(List<@Nullable Node[]> owners) {
        Map<Node, Integer> copies = new HashMap<>();
        for (@Nullable Node[] replica : owners) {
            for (Node owner : replica) {
                if (owner != null) {
                    copies.merge(owner, 1, Integer::sum);
                }
            }
        }
        return copies;
    }

    private static Map<Node, BitSet> masters(List<@Nullable Node[]> owners) {
        Map<Node, BitSet> masters = new LinkedHashMap<>();
        for (int partition = 0; !owners.isEmpty() && partition < PartitionSet.PARTITIONS; partition++) {
            Node master = owners.get(0)[partition];
            if (master != null) {
                masters.computeIfAbsent(master, node -> new BitSet(PartitionSet.PARTITIONS))
                        .set(partition);
            }
        }
        return masters;
    }

    /** Of some partitions, those of which each node is the master; nodes without one are left out. */
    Map<Node, BitSet> byMaster(BitSet partitions) {
        Map<Node, BitSet> shares = new LinkedHashMap<>();
        masters.forEach((node, all) -> {
            BitSet share = (BitSet) all.clone();
            share.and(partitions);
            if (!share.isEmpty()) {
                shares.put(node, share);
            }
        });
        return shares;
    }

    /** The number of partitions of which a node holds a copy. */
    public int copies(Node node) {
        return copies.getOrDefault(node, 0);
    }

    /** Whether the namespace has strong consistency. */
    boolean isStrong() {
        return strong;
    }

    /** The rack of a node in this namespace; null if unknown. */
    @Nullable
    Integer rack(Node node) {
        return racks.get(node);
    }

    /** The partitions without a master. */
    public BitSet orphans() {
        BitSet orphans = new BitSet();
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            orphans.set(partition, owners.isEmpty() || owner(0, partition) == null);
        }
        return orphans;
    }

    /**
     * The node for an attempt at a partition: the master, and on later attempts the next replica that has a node.
     *
     * @return null if no node holds the partition
     */
    public @Nullable Node ownerForAttempt(int attempt, int partition) {
        for (int i = 0; i < owners.size(); i++) {
            Node owner = owner(Math.floorMod(attempt + i, owners.size()), partition);
            if (owner != null) {
                return owner;
            }
        }
        return null;
    }

    /** Combines the partitions that the nodes claim. */
    static final class Builder {
        private final List<@Nullable Node[]> owners = new ArrayList<>();
        private final List<int[]> regimes = new ArrayList<>();
        private final Map<Node, Integer> racks = new HashMap<>();
        private boolean strong;

        /**
         * Adds a node's claims. If two nodes claim a replica, the higher regime wins, then the later claim.
         *
         * @param rack the node's rack, null if it has none
         */
        void add(Node node, Replicas claims, @Nullable Integer rack) {
            strong |= claims.regime() != 0;
            if (rack != null) {
                racks.put(node, rack);
            }
            for (int replica = 0; replica < claims.columns().size(); replica++) {
                if (replica == owners.size()) {
                    owners.add(new Node[PartitionSet.PARTITIONS]);
                    regimes.add(new int[PartitionSet.PARTITIONS]);
                }
                for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
                    if (claims.holds(replica, partition) && claims.regime() >= regimes.get(replica)[partition]) {
                        owners.get(replica)[partition] = node;
                        regimes.get(replica)[partition] = claims.regime();
                    }
                }
            }
        }

        PartitionMap build() {
            return new PartitionMap(List.copyOf(owners), Map.copyOf(racks), strong);
        }
    }
}

package io.aeroarrow.embedded.internal.cluster;

import io.aeroarrow.embedded.internal.store.Digest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A cluster's nodes and the owners of its partitions. All changes are made here, under one lock.
 *
 * <p>All copies of a partition share the same records in memory. This equals a cluster that writes all copies before it acknowledges.
 */
public final class ClusterTopology {
    private static final long FIRST_KEY = 0x9717159CCDC3L;

    /** Receives the partitions whose records are lost. */
    @FunctionalInterface
    public interface Loss {
        void lost(String namespace, int partition);
    }

    private final int replicationFactor;
    private final boolean durable;
    private final boolean slow;
    private final Loss loss;
    private final Map<String, PartitionOwners> namespaces = new LinkedHashMap<>();
    private final Map<String, ClusterMember> members = new LinkedHashMap<>();
    private final Set<ClusterMember> joined = new LinkedHashSet<>();
    private SuccessionLists succession = new SuccessionLists(0);
    private boolean held;
    private final AtomicLong changes = new AtomicLong();

    /**
     * @param durable whether a restarted node brings back the partitions that it held last; otherwise their records are lost
     * @param slow whether partitions migrate only by {@link #migrateUnlessHeld}; otherwise at once
     */
    public ClusterTopology(List<String> namespaces, int replicationFactor, boolean durable, boolean slow, Loss loss) {
        this.replicationFactor = replicationFactor;
        this.durable = durable;
        this.slow = slow;
        this.loss = loss;
        namespaces.forEach(name -> this.namespaces.put(name, new PartitionOwners()));
    }

    /** Adds a node that has not joined yet. */
    public synchronized ClusterMember add(String nodeId, OptionalInt rack) {
        ClusterMember member = new ClusterMember(this, nodeId, rack);
        members.put(nodeId, member);
        return member;
    }

    /** Lets running nodes join at the same moment, each with its address. */
    public synchronized void join(Map<ClusterMember, Peer> starting) {
        starting.forEach((member, address) -> {
            member.restart(address);
            joined.add(member);
            namespaces.values().forEach(ownership -> ownership.returned(member));
        });
        changed();
        starting.keySet().forEach(ClusterMember::joined);
    }

    /** Marks a node's process as dead; the other nodes have not noticed. */
    public synchronized void died(ClusterMember member) {
        member.running = false;
    }

    /** Removes dead nodes. Partitions that only these nodes held are lost, or unavailable until a restart. */
    public synchronized void noticed(Collection<ClusterMember> gone) {
        if (!joined.removeAll(gone)) {
            return;
        }
        namespaces.forEach((name, ownership) -> ownership.remove(gone, durable, partition -> {
            if (!durable) {
                loss.lost(name, partition);
            }
        }));
        changed();
    }

    /** Migrates all partitions of a node to the others, then removes the node. Its process still runs. */
    public synchronized void leave(ClusterMember member) {
        if (!joined.contains(member) || joined.size() == 1) {
            throw new IllegalStateException(
                    member + " is the last node of the cluster: add a node before this one leaves");
        }
        joined.remove(member);
        want();
        namespaces.values().forEach(ownership -> ownership.settle(Digest.PARTITIONS));
        changed();
    }

    /** Makes a node the master of a partition. The previous master keeps a copy only if the node had one. */
    public synchronized void moveMaster(String namespace, int partition, ClusterMember next) {
        if (!joined.contains(next)) {
            throw new IllegalArgumentException(next + " is not in the cluster");
        }
        ownership(namespace).moveMaster(partition, next);
        joined.forEach(ClusterMember::rebalanced);
    }

    /** Chooses new owners for all partitions; the same seed gives the same owners. */
    public synchronized void rebalance(long seed) {
        succession = new SuccessionLists(seed);
        joined.forEach(ClusterMember::rebalanced);
        want();
        settleUnlessHeld();
    }

    /** Stops migrations until {@link #migrate}, or resumes them. */
    public synchronized void hold(boolean on) {
        held = on;
        settleUnlessHeld();
    }

    /**
     * Migrates at most this many partitions of each namespace.
     *
     * @return how many partitions still have to migrate
     */
    public synchronized int migrate(int partitions) {
        int left = 0;
        for (PartitionOwners ownership : namespaces.values()) {
            ownership.settle(partitions);
            left += ownership.pending();
        }
        return left;
    }

    /** As {@link #migrate}, unless migrations are stopped. */
    public synchronized void migrateUnlessHeld(int partitions) {
        if (!held) {
            migrate(partitions);
        }
    }

    public synchronized List<ClusterMember> joined() {
        return List.copyOf(joined);
    }

    int replicationFactor() {
        return replicationFactor;
    }

    PartitionOwners ownership(String namespace) {
        PartitionOwners ownership = namespaces.get(namespace);
        if (ownership == null) {
            throw new IllegalArgumentException("no namespace '" + namespace + "'");
        }
        return ownership;
    }

    String clusterKey() {
        return Long.toHexString(FIRST_KEY + changes.get() * 0x1_0001_0001L).toUpperCase(Locale.ROOT);
    }

    boolean isStable() {
        return namespaces.values().stream().allMatch(ownership -> ownership.pending() == 0);
    }

    private void changed() {
        changes.incrementAndGet();
        for (ClusterMember member : joined) {
            member.meets(others(joined, member), others(members.values(), member));
            member.rebalanced();
        }
        want();
        settleUnlessHeld();
    }

    private void want() {
        if (joined.isEmpty()) {
            return;
        }
        List<ClusterMember> nodes = new ArrayList<>(joined);
        namespaces
                .values()
                .forEach(ownership ->
                        ownership.want(partition -> succession.owners(nodes, partition, replicationFactor)));
    }

    private void settleUnlessHeld() {
        if (!held && !slow) {
            namespaces.values().forEach(ownership -> ownership.settle(Digest.PARTITIONS));
        }
    }

    private static List<Peer> others(Iterable<ClusterMember> members, ClusterMember self) {
        List<Peer> others = new ArrayList<>();
        for (ClusterMember member : members) {
            if (member != self && member.self.port() != 0) {
                others.add(member.self);
            }
        }
        return List.copyOf(others);
    }
}

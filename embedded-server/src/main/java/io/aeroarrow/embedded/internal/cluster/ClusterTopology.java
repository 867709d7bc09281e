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
 * A cluster: its nodes, and who holds which partition. All changes are made here, one at a time.
 *
 * <p>The copies of a partition are one and the same in memory, which is how copies look that are written before a write is
 * acknowledged. What tells them apart is whether any node that holds one is left.
 */
public final class ClusterTopology {
    private static final long FIRST_KEY = 0x9717159CCDC3L;

    /** Told of partitions whose records are gone for good. */
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
     * @param durable whether a node that dies brings the partitions back that it held last, or they are empty from then on
     * @param slow whether partitions move only by {@link #migrateUnlessHeld}, or at once
     */
    public ClusterTopology(List<String> namespaces, int replicationFactor, boolean durable, boolean slow, Loss loss) {
        this.replicationFactor = replicationFactor;
        this.durable = durable;
        this.slow = slow;
        this.loss = loss;
        namespaces.forEach(name -> this.namespaces.put(name, new PartitionOwners()));
    }

    /** A node that may join; it has no part in the cluster yet. */
    public synchronized ClusterMember add(String nodeId, OptionalInt rack) {
        ClusterMember member = new ClusterMember(this, nodeId, rack);
        members.put(nodeId, member);
        return member;
    }

    /** Takes running nodes in, all at once, each at its address. */
    public synchronized void join(Map<ClusterMember, Peer> starting) {
        starting.forEach((member, address) -> {
            member.restart(address);
            joined.add(member);
            namespaces.values().forEach(ownership -> ownership.returned(member));
        });
        changed();
        starting.keySet().forEach(ClusterMember::joined);
    }

    /** The process is gone; the others do not know yet. */
    public synchronized void died(ClusterMember member) {
        member.running = false;
    }

    /** The others notice that nodes are gone: what only those held is lost, or waits for them. */
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

    /** The node hands over all it holds, then is no part of the cluster any more; its process still runs. */
    public synchronized void leave(ClusterMember member) {
        if (!joined.contains(member) || joined.size() == 1) {
            throw new IllegalStateException(member + " is the last one; nobody could take what it holds");
        }
        joined.remove(member);
        want();
        namespaces.values().forEach(ownership -> ownership.settle(Digest.PARTITIONS));
        changed();
    }

    /** Makes a node the master of a partition; the one before keeps a copy only if this one had one. */
    public synchronized void moveMaster(String namespace, int partition, ClusterMember next) {
        if (!joined.contains(next)) {
            throw new IllegalArgumentException(next + " is not in the cluster");
        }
        ownership(namespace).moveMaster(partition, next);
        joined.forEach(ClusterMember::rebalanced);
    }

    /** Says anew who should hold what; the same seed says the same. */
    public synchronized void rebalance(long seed) {
        succession = new SuccessionLists(seed);
        joined.forEach(ClusterMember::rebalanced);
        want();
        settleUnlessHeld();
    }

    /** Whether partitions stay where they are until {@link #migrate} moves them. */
    public synchronized void hold(boolean on) {
        held = on;
        settleUnlessHeld();
    }

    /**
     * Moves up to so many partitions of each namespace to where they should be.
     *
     * @return how many are left
     */
    public synchronized int migrate(int partitions) {
        int left = 0;
        for (PartitionOwners ownership : namespaces.values()) {
            ownership.settle(partitions);
            left += ownership.pending();
        }
        return left;
    }

    /** As {@link #migrate}, unless somebody holds the partitions where they are. */
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

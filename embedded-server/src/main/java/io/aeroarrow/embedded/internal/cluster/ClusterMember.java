package io.aeroarrow.embedded.internal.cluster;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** A node of a {@link ClusterTopology}. The topology changes it under its lock; all threads may read it. */
public final class ClusterMember implements NodeMembership {
    private final ClusterTopology topology;
    private final String nodeId;
    private final OptionalInt rack;
    private final AtomicInteger peersGeneration = new AtomicInteger();
    private final AtomicInteger rebalanceGeneration = new AtomicInteger();
    private final AtomicInteger partitionGeneration = new AtomicInteger(-1);

    /** Whether the node's process runs. The cluster may notice a death later. */
    volatile boolean running;

    volatile Peer self;
    private volatile List<Peer> peers = List.of();
    private volatile List<Peer> alumni = List.of();

    ClusterMember(ClusterTopology topology, String nodeId, OptionalInt rack) {
        this.topology = topology;
        this.nodeId = nodeId;
        this.rack = rack;
        this.self = new Peer(nodeId, "", 0);
    }

    public String nodeId() {
        return nodeId;
    }

    /** Resets the counters, as a process that has just started. */
    void restart(Peer address) {
        self = address;
        peers = List.of();
        alumni = List.of();
        peersGeneration.set(0);
        partitionGeneration.set(-1);
        rebalanceGeneration.set(0);
        running = true;
    }

    /** Sets the peers after nodes joined or left. */
    void meets(List<Peer> present, List<Peer> everSeen) {
        peers = present;
        alumni = everSeen;
        peersGeneration.incrementAndGet();
    }

    void rebalanced() {
        rebalanceGeneration.incrementAndGet();
    }

    /** Marks the node as joined, even if it holds no partition yet. */
    void joined() {
        partitionGeneration.compareAndSet(-1, 0);
    }

    void partitionChanged() {
        partitionGeneration.updateAndGet(generation -> generation < 0 ? generation : generation + 1);
    }

    @Override
    public String clusterKey() {
        return topology.clusterKey();
    }

    @Override
    public int size() {
        return peers.size() + 1;
    }

    @Override
    public boolean isStable() {
        return topology.isStable() && partitionGeneration() >= 0;
    }

    @Override
    public int migrationsLeft(String namespace) {
        return topology.ownership(namespace).pending();
    }

    @Override
    public List<Peer> peers() {
        return peers;
    }

    @Override
    public List<Peer> alumni() {
        return alumni;
    }

    @Override
    public int peersGeneration() {
        return peersGeneration.get();
    }

    @Override
    public int partitionGeneration() {
        return partitionGeneration.get();
    }

    @Override
    public int rebalanceGeneration() {
        return rebalanceGeneration.get();
    }

    @Override
    public int replicationFactor() {
        return Math.max(1, Math.min(topology.replicationFactor(), size()));
    }

    @Override
    public OptionalInt rack() {
        return rack;
    }

    @Override
    public boolean holds(String namespace, int replica, int partition) {
        List<ClusterMember> owners = topology.ownership(namespace).owners(partition);
        return replica < owners.size() && owners.get(replica) == this;
    }

    @Override
    public boolean serves(String namespace, int partition) {
        return topology.ownership(namespace).owners(partition).contains(this);
    }

    @Override
    public RecordRoute route(String namespace, int partition, boolean write) {
        List<ClusterMember> owners = topology.ownership(namespace).owners(partition);
        if (owners.isEmpty()) {
            return RecordRoute.UNAVAILABLE;
        }
        // A holder reads its own copy. Other requests go to the master, which waits for the replicas of a write.
        if (!write && owners.contains(this)) {
            return RecordRoute.ANSWERED;
        }
        if (!owners.get(0).running) {
            return RecordRoute.LOST;
        }
        return write && owners.stream().anyMatch(owner -> !owner.running)
                ? RecordRoute.UNCONFIRMED
                : RecordRoute.ANSWERED;
    }

    @Override
    public String toString() {
        return "node " + nodeId;
    }
}

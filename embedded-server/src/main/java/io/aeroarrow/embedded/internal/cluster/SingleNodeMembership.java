package io.aeroarrow.embedded.internal.cluster;

import java.util.List;
import java.util.OptionalInt;

/** The membership of a single node, which holds all partitions. */
public final class SingleNodeMembership implements NodeMembership {
    private static final String CLUSTER_KEY = "5F0AD8FE2A60";

    @Override
    public String clusterKey() {
        return CLUSTER_KEY;
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public boolean isStable() {
        return true;
    }

    @Override
    public int migrationsLeft(String namespace) {
        return 0;
    }

    @Override
    public List<Peer> peers() {
        return List.of();
    }

    @Override
    public List<Peer> alumni() {
        return List.of();
    }

    @Override
    public int peersGeneration() {
        return 0;
    }

    @Override
    public int partitionGeneration() {
        return 0;
    }

    @Override
    public int rebalanceGeneration() {
        return 1;
    }

    @Override
    public int replicationFactor() {
        return 1;
    }

    @Override
    public OptionalInt rack() {
        return OptionalInt.empty();
    }

    @Override
    public boolean holds(String namespace, int replica, int partition) {
        return replica == 0;
    }

    @Override
    public RecordRoute route(String namespace, int partition, boolean write) {
        return RecordRoute.ANSWERED;
    }
}

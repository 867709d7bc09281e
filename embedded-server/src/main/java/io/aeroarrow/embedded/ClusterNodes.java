package io.aeroarrow.embedded;

import io.aeroarrow.embedded.fault.Faults;
import io.aeroarrow.embedded.internal.cluster.ClusterMember;
import io.aeroarrow.embedded.internal.cluster.ClusterTopology;
import io.aeroarrow.embedded.internal.cluster.Peer;
import io.aeroarrow.embedded.internal.index.IndexRegistry;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The nodes of an {@link EmbeddedCluster} by number, the stopped ones included. The caller holds the cluster's lock. */
final class ClusterNodes {
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final UnaryOperator<ServerConfig.Builder> setup;
    private final String clusterName;
    private final int firstPort;
    private final ClusterTopology topology;
    private final Namespaces namespaces;
    private final IndexRegistry indexes;
    private final UdfModules modules;

    /**
     * @param firstPort the port of node 0, each further node takes the next one; 0 for free ports
     */
    ClusterNodes(
            UnaryOperator<ServerConfig.Builder> setup,
            String clusterName,
            int firstPort,
            ClusterTopology topology,
            Namespaces namespaces) {
        this.setup = setup;
        this.clusterName = clusterName;
        this.firstPort = firstPort;
        this.topology = topology;
        this.namespaces = namespaces;
        this.indexes = new IndexRegistry();
        this.modules = EmbeddedServer.modules();
    }

    ClusterNode get(int node) {
        return nodes.get(node);
    }

    List<ClusterNode> all() {
        return nodes;
    }

    List<ClusterNode> stopped() {
        return nodes.stream().filter(node -> !node.isRunning()).toList();
    }

    /** Adds a node that is not started yet. */
    ClusterNode add(OptionalInt rack) {
        String nodeId = "E" + Integer.toHexString(nodes.size() + 1).toUpperCase(Locale.ROOT);
        int port = firstPort == 0 ? 0 : firstPort + nodes.size();
        ClusterNode node =
                new ClusterNode(topology.add(nodeId, rack), port, this::config, namespaces, indexes, modules);
        nodes.add(node);
        return node;
    }

    /** Starts nodes, which join the cluster at the same moment. */
    void start(Collection<ClusterNode> starting) {
        Map<ClusterMember, Peer> joining = new LinkedHashMap<>();
        starting.forEach(node -> joining.put(node.member(), node.start()));
        topology.join(joining);
    }

    private ServerConfig config(String nodeId, int port, Faults faults, @Nullable String version) {
        ServerConfig.Builder config = setup.apply(ServerConfig.builder())
                .nodeId(nodeId)
                .clusterName(clusterName)
                .port(port)
                .faults(faults);
        return (version == null ? config : config.version(version)).build();
    }
}

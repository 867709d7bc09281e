package io.aeroarrow.cluster;

import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.protocol.Peers;
import io.aeroarrow.protocol.Replicas;
import java.util.List;
import java.util.Map;

/** What the tender last heard from a node. Only the tending thread touches it. */
final class NodeStatus {

    private static final String NODE = "node";
    private static final String PEERS_GENERATION = "peers-generation";
    private static final String PARTITION_GENERATION = "partition-generation";
    private static final String REPLICAS = "replicas";

    private final Node node;
    private final ClientConfig config;
    private String peersGeneration = "";
    private String partitionGeneration = "";
    private Peers peers = new Peers(-1, List.of());
    private List<Replicas> replicas = List.of();
    private int failures;

    NodeStatus(Node node, ClientConfig config) {
        this.node = node;
        this.config = config;
    }

    Node node() {
        return node;
    }

    Peers peers() {
        return peers;
    }

    List<Replicas> replicas() {
        return replicas;
    }

    /** How often in a row the node has not answered. */
    int failures() {
        return failures;
    }

    void failed() {
        failures++;
    }

    /**
     * Asks the node what has changed.
     *
     * @return whether anything has
     * @throws ConnectionFailedException if another node answers at its address now
     */
    boolean refresh() {
        Deadline deadline = Deadline.in(config.connectTimeout());
        Map<String, String> now = node.info(List.of(NODE, PEERS_GENERATION, PARTITION_GENERATION), deadline);
        if (!node.id().equals(now.get(NODE))) {
            throw new ConnectionFailedException(node + " is now node " + now.get(NODE));
        }
        boolean peersChanged = !peersGeneration.equals(now.get(PEERS_GENERATION));
        boolean partitionsChanged = !partitionGeneration.equals(now.get(PARTITION_GENERATION));
        if (peersChanged) {
            peers = Peers.parse(ask(peersQuestion(), deadline));
            peersGeneration = now.getOrDefault(PEERS_GENERATION, "");
        }
        if (partitionsChanged) {
            replicas = Replicas.parse(ask(REPLICAS, deadline));
            partitionGeneration = now.getOrDefault(PARTITION_GENERATION, "");
        }
        failures = 0;
        return peersChanged || partitionsChanged;
    }

    private String peersQuestion() {
        return "peers-" + (config.tls() == null ? "clear" : "tls") + (config.useServicesAlternate() ? "-alt" : "-std");
    }

    private String ask(String name, Deadline deadline) {
        String value = node.info(List.of(name), deadline).get(name);
        if (value == null) {
            throw new ProtocolViolationException(node + " does not answer '" + name + "'");
        }
        return value;
    }
}

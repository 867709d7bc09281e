package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.info.Peers;
import io.aeroarrow.internal.info.Racks;
import io.aeroarrow.internal.info.Replicas;
import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.policy.ClientConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last known state of a node. Only the tending thread uses it. Answers wait in a future until that thread reads
 * them, so that a stalled node does not delay the others.
 */
final class NodeStatus {

    private static final Logger LOG = LoggerFactory.getLogger(NodeStatus.class);

    private static final String NODE = "node";
    private static final String BUILD = "build";
    private static final String CLUSTER_NAME = "cluster-name";
    private static final String PEERS_GENERATION = "peers-generation";
    private static final String PARTITION_GENERATION = "partition-generation";
    private static final String REBALANCE_GENERATION = "rebalance-generation";
    private static final String REPLICAS = "replicas";
    private static final String RACK_IDS = "rack-ids";

    /** The partition generation of a node that has not joined its cluster yet. */
    private static final String NOT_JOINED = "-1";

    /** The answers to two requests: the generations, then the details of what has changed. */
    private record Answers(Map<String, String> state, Map<String, String> changes) {}

    private final Node node;
    private final ClientConfig config;
    private @Nullable CompletableFuture<Answers> pending;
    private Map<String, String> known = Map.of();
    private Peers peers = new Peers(-1, List.of());
    private List<Replicas> replicas = List.of();
    private Map<String, Integer> racks = Map.of();
    private long replicasReadAt;
    private boolean answered;
    private boolean replaced;
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

    /** The time of the replicas in tends, to compare with other nodes. */
    long replicasReadAt() {
        return replicasReadAt;
    }

    /** The node's rack by namespace; empty if it has none, or if the client prefers no rack. */
    Map<String, Integer> racks() {
        return racks;
    }

    /** The number of consecutive requests without an answer. */
    int failures() {
        return failures;
    }

    /** Whether the node has answered before and answered the last request. */
    boolean answers() {
        return answered && failures == 0;
    }

    /** Whether another node, or a node of another cluster, now answers at its address. */
    boolean isReplaced() {
        return replaced;
    }

    /** Requests the changes, unless the previous request is still in flight. */
    CompletableFuture<?> ask() {
        CompletableFuture<Answers> open = pending;
        if (open == null) {
            open = node.ask(stateNames(), config.connectTimeout()).thenCompose(this::askForChanges);
            pending = open;
        }
        return open;
    }

    private List<String> stateNames() {
        List<String> names = new ArrayList<>(List.of(NODE, BUILD, PEERS_GENERATION, PARTITION_GENERATION));
        if (!config.clusterName().isEmpty()) {
            names.add(CLUSTER_NAME);
        }
        if (!config.rackIds().isEmpty()) {
            names.add(REBALANCE_GENERATION);
        }
        return names;
    }

    private CompletableFuture<Answers> askForChanges(Map<String, String> state) {
        List<String> names = new ArrayList<>();
        boolean restarted = isLower(state, PEERS_GENERATION) || isLower(state, PARTITION_GENERATION);
        if (restarted || hasChanged(state, PEERS_GENERATION)) {
            names.add(peersName());
        }
        if (restarted || hasChanged(state, PARTITION_GENERATION)) {
            names.add(REPLICAS);
        }
        if (!config.rackIds().isEmpty() && (restarted || hasChanged(state, REBALANCE_GENERATION))) {
            names.add(RACK_IDS);
        }
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(new Answers(state, Map.of()));
        }
        return node.ask(names, config.connectTimeout()).thenApply(changes -> new Answers(state, changes));
    }

    private boolean hasChanged(Map<String, String> state, String name) {
        return !state.getOrDefault(name, "").equals(known.get(name));
    }

    /** Whether a generation went back. Generations count up and restart with the node. */
    private boolean isLower(Map<String, String> state, String name) {
        return known.containsKey(name) && Info.number(state, name) < Info.number(known, name);
    }

    private String peersName() {
        return "peers-" + (config.tls().isEmpty() ? "clear" : "tls")
                + (config.useServicesAlternate() ? "-alt" : "-std");
    }

    /**
     * Reads the node's answer, if it has arrived.
     *
     * @param now the number of the tend, to compare with other nodes
     * @return whether anything has changed
     */
    boolean readAnswer(long now) {
        CompletableFuture<Answers> open = pending;
        if (open == null || !open.isDone()) {
            return false;
        }
        pending = null;
        try {
            return apply(Failures.valueOf(open), now);
        } catch (AeroArrowException e) {
            failed(e);
            return true;
        }
    }

    private boolean apply(Answers answers, long now) {
        requireSameNode(answers.state);
        String newPeers = answers.changes.get(peersName());
        String newReplicas = answers.changes.get(REPLICAS);
        String newRacks = answers.changes.get(RACK_IDS);
        boolean joined = !NOT_JOINED.equals(answers.state.get(PARTITION_GENERATION));
        // Everything is parsed before anything is stored.
        Peers readPeers = newPeers == null ? peers : peers(newPeers);
        List<Replicas> readReplicas = newReplicas == null ? replicas : Replicas.parse(newReplicas);
        Map<String, Integer> readRacks = newRacks == null ? racks : racks(newRacks);
        node.setBuild(ServerBuild.parse(answers.state.getOrDefault(BUILD, "")));
        peers = readPeers;
        replicas = joined ? readReplicas : List.of();
        racks = readRacks;
        if (newReplicas != null) {
            replicasReadAt = now;
        }
        known = answers.state;
        if (failures > 0) {
            LOG.info("{} answers again", node);
        }
        boolean changed = !answered || failures > 0 || !answers.changes.isEmpty();
        answered = true;
        failures = 0;
        return changed;
    }

    private Peers peers(String answer) {
        if (config.tls().isPresent() && Info.isError(answer)) {
            // A proxy terminates TLS in front of the node.
            LOG.warn("{} has no TLS addresses of its peers ({}); the client uses only its seeds", node, answer);
            return new Peers(-1, List.of());
        }
        return Peers.parse(answer);
    }

    private void requireSameNode(Map<String, String> state) {
        String id = state.getOrDefault(NODE, "");
        String cluster = state.getOrDefault(CLUSTER_NAME, config.clusterName());
        replaced = !node.id().equals(id) || !config.clusterName().equals(cluster);
        if (!node.id().equals(id)) {
            throw new ConnectionFailedException(node + " is now node " + id);
        } else if (replaced) {
            throw new ConnectionFailedException(
                    node + " now belongs to cluster '" + cluster + "', not to '" + config.clusterName() + "'");
        }
    }

    private Map<String, Integer> racks(String answer) {
        if (Info.isError(answer)) {
            LOG.warn("{} reports no racks ({}); rack preference has no effect there", node, answer);
            return Map.of();
        }
        return Racks.parse(answer);
    }

    private void failed(AeroArrowException cause) {
        if (failures > 0) {
            LOG.debug("{} did not answer; consecutive failures: {}", node, failures + 1, cause);
        } else if (cause instanceof ProtocolViolationException) {
            LOG.warn("{} violated the protocol", node, cause);
        } else {
            LOG.info("{} did not answer: {}", node, cause.getMessage());
        }
        if (cause instanceof AccessRefusedException) {
            node.logInAgain();
        }
        failures++;
        // The node may have restarted and reached the same generations again.
        known = Map.of();
    }
}

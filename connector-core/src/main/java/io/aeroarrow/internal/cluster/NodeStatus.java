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
 * What the tender last heard from a node. Only the tending thread touches it; answers wait in a future until that thread
 * has time for them, so that a node which stalls keeps nobody from hearing the others.
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

    /** The partition generation of a node that is not part of its cluster yet. */
    private static final String NOT_JOINED = "-1";

    /** The answers to two questions: what the generations are, and then to those whose answers have changed. */
    private record Heard(Map<String, String> state, Map<String, String> news) {}

    private final Node node;
    private final ClientConfig config;
    private @Nullable CompletableFuture<Heard> asked;
    private Map<String, String> known = Map.of();
    private Peers peers = new Peers(-1, List.of());
    private List<Replicas> replicas = List.of();
    private Map<String, Integer> racks = Map.of();
    private long replicasHeard;
    private boolean heard;
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

    /** When the replicas were heard of, to compare with those of other nodes. */
    long replicasHeard() {
        return replicasHeard;
    }

    /** The node's rack by namespace; empty if it is not in one, or racks do not matter. */
    Map<String, Integer> racks() {
        return racks;
    }

    /** How often in a row the node has not answered. */
    int failures() {
        return failures;
    }

    /** Whether the node has told of itself, and still did when it was asked last. */
    boolean answers() {
        return heard && failures == 0;
    }

    /** Whether another node, or one of another cluster, answers at its address now. */
    boolean isReplaced() {
        return replaced;
    }

    /** Asks what has changed, unless the question before is still open. */
    CompletableFuture<?> ask() {
        CompletableFuture<Heard> open = asked;
        if (open == null) {
            open = node.ask(stateQuestions(), config.connectTimeout()).thenCompose(this::askForNews);
            asked = open;
        }
        return open;
    }

    private List<String> stateQuestions() {
        List<String> names = new ArrayList<>(List.of(NODE, BUILD, PEERS_GENERATION, PARTITION_GENERATION));
        if (!config.clusterName().isEmpty()) {
            names.add(CLUSTER_NAME);
        }
        if (!config.rackIds().isEmpty()) {
            names.add(REBALANCE_GENERATION);
        }
        return names;
    }

    private CompletableFuture<Heard> askForNews(Map<String, String> state) {
        List<String> names = new ArrayList<>();
        boolean restarted = isLower(state, PEERS_GENERATION) || isLower(state, PARTITION_GENERATION);
        if (restarted || isNew(state, PEERS_GENERATION)) {
            names.add(peersQuestion());
        }
        if (restarted || isNew(state, PARTITION_GENERATION)) {
            names.add(REPLICAS);
        }
        if (!config.rackIds().isEmpty() && (restarted || isNew(state, REBALANCE_GENERATION))) {
            names.add(RACK_IDS);
        }
        if (names.isEmpty()) {
            return CompletableFuture.completedFuture(new Heard(state, Map.of()));
        }
        return node.ask(names, config.connectTimeout()).thenApply(news -> new Heard(state, news));
    }

    private boolean isNew(Map<String, String> state, String name) {
        return !state.getOrDefault(name, "").equals(known.get(name));
    }

    /** Generations count upwards, and start again with the node. */
    private boolean isLower(Map<String, String> state, String name) {
        return known.containsKey(name) && Info.number(state, name) < Info.number(known, name);
    }

    private String peersQuestion() {
        return "peers-" + (config.tls().isEmpty() ? "clear" : "tls")
                + (config.useServicesAlternate() ? "-alt" : "-std");
    }

    /**
     * Takes up what the node has answered, if it has by now.
     *
     * @param now when that is, to compare with other nodes
     * @return whether anything has changed
     */
    boolean hear(long now) {
        CompletableFuture<Heard> open = asked;
        if (open == null || !open.isDone()) {
            return false;
        }
        asked = null;
        try {
            return take(Failures.valueOf(open), now);
        } catch (AeroArrowException e) {
            failed(e);
            return true;
        }
    }

    private boolean take(Heard answers, long now) {
        requireSameNode(answers.state);
        String newPeers = answers.news.get(peersQuestion());
        String newReplicas = answers.news.get(REPLICAS);
        String newRacks = answers.news.get(RACK_IDS);
        boolean joined = !NOT_JOINED.equals(answers.state.get(PARTITION_GENERATION));
        // All of it is read before any of it counts.
        Peers readPeers = newPeers == null ? peers : peers(newPeers);
        List<Replicas> readReplicas = newReplicas == null ? replicas : Replicas.parse(newReplicas);
        Map<String, Integer> readRacks = newRacks == null ? racks : racks(newRacks);
        node.runs(ServerBuild.parse(answers.state.getOrDefault(BUILD, "")));
        peers = readPeers;
        replicas = joined ? readReplicas : List.of();
        racks = readRacks;
        if (newReplicas != null) {
            replicasHeard = now;
        }
        known = answers.state;
        if (failures > 0) {
            LOG.info("{} answers again", node);
        }
        boolean changed = !heard || failures > 0 || !answers.news.isEmpty();
        heard = true;
        failures = 0;
        return changed;
    }

    private Peers peers(String answer) {
        if (config.tls().isPresent() && Info.isError(answer)) {
            // Something else speaks TLS in front of it.
            LOG.warn("{} knows no addresses of its peers for TLS ({}); only seeds are found", node, answer);
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
                    node + " is now of cluster '" + cluster + "', not of '" + config.clusterName() + "'");
        }
    }

    private Map<String, Integer> racks(String answer) {
        if (Info.isError(answer)) {
            LOG.warn("{} tells of no racks ({}): to prefer one has no effect there", node, answer);
            return Map.of();
        }
        return Racks.parse(answer);
    }

    private void failed(AeroArrowException cause) {
        if (failures > 0) {
            LOG.debug("{} did not answer, for the {}th time in a row", node, failures + 1, cause);
        } else if (cause instanceof ProtocolViolationException) {
            LOG.warn("{} breaks the protocol", node, cause);
        } else {
            LOG.info("{} did not answer: {}", node, cause.getMessage());
        }
        if (cause instanceof AccessRefusedException) {
            node.logInAgain();
        }
        failures++;
        // It may have been restarted meanwhile, and count the same generations anew.
        known = Map.of();
    }
}

package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds nodes through seeds and peers, drops those that are gone, and makes the view of the rest. One thread at a time.
 * All nodes are asked at once; who takes longer than the tender's patience is heard the next time.
 */
final class Tender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tender.class);

    /** A node that no peer names is dropped when it fails once; one that is still named, after so many times. */
    private static final int FAILURES_OF_A_PEER = 5;

    private final ClientConfig config;
    private final Runnable wake;
    private final NodeSearch search;
    private final PeerSearch peerSearch;
    private final Map<String, NodeStatus> nodes = new LinkedHashMap<>();
    /** Where the nodes were that were lost together: when they come back, the seeds may not. */
    private final Map<String, HostAddress> lost = new LinkedHashMap<>();

    private long round;
    private ClusterView view = ClusterView.EMPTY;

    /**
     * @param wake is run when something has come for which the tender has not waited
     */
    Tender(ClientConfig config, EventLoops loops, Runnable wake) {
        this.config = config;
        this.wake = wake;
        search = new NodeSearch(loops, config);
        peerSearch = new PeerSearch(search, config);
    }

    /** What is known of the cluster now. */
    ClusterView view() {
        return view;
    }

    /** Whether any node has told of itself, and no node that is named is still looked for. */
    boolean isComplete() {
        return nodes.values().stream().anyMatch(NodeStatus::answers)
                && nodes.values().stream().noneMatch(status -> status.failures() == 0 && !status.answers())
                && missing().isEmpty();
    }

    /** Whether any node has told of itself. */
    boolean isAnswered() {
        return nodes.values().stream().anyMatch(NodeStatus::answers);
    }

    /**
     * Asks all nodes what has changed.
     *
     * @param patience how long to wait for those that are slow
     * @return the view of now, the same one if nothing has changed
     * @throws ConnectionFailedException if there are no nodes, and no seed leads to one
     */
    ClusterView tend(Duration patience) {
        round++;
        if (nodes.isEmpty()) {
            add(firstNode());
            lost.clear();
        }
        boolean changed = askAll(nodes.values(), patience);
        changed |= followPeers(patience);
        changed |= dropLost();
        if (changed) {
            view = new ViewBuilder(nodes.values()).build();
        }
        return view;
    }

    private Node firstNode() {
        try {
            return SeedSearch.first(search, config.seeds());
        } catch (ConnectionFailedException e) {
            return lost.entrySet().stream()
                    .map(gone -> search.ofPeer(new Peer(gone.getKey(), List.of(gone.getValue()))))
                    .toList()
                    .stream()
                    .flatMap(Tender::nodeOf)
                    .findFirst()
                    .orElseThrow(() -> e);
        }
    }

    private static Stream<Node> nodeOf(CompletableFuture<Node> search) {
        try {
            return Stream.of(search.get());
        } catch (ExecutionException e) {
            LOG.debug("a node that was lost is not back", e);
            return Stream.empty();
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    private NodeStatus add(Node node) {
        NodeStatus status = new NodeStatus(node, config);
        nodes.put(node.id(), status);
        LOG.info("{} is added", node);
        return status;
    }

    private boolean askAll(Collection<NodeStatus> asked, Duration patience) {
        await(asked.stream().map(NodeStatus::ask).toList(), patience);
        boolean changed = false;
        for (NodeStatus status : asked) {
            changed |= status.hear(round);
        }
        return changed;
    }

    /** Waits for all of them, whether they succeed or fail, but no longer than it has patience. */
    private void await(List<? extends CompletableFuture<?>> futures, Duration patience) {
        CompletableFuture<?>[] ends = futures.stream()
                .map(future -> future.handle((value, failure) -> true))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            for (CompletableFuture<?> late : ends) {
                if (!late.isDone()) {
                    CompletableFuture<?> unused = late.thenRun(wake);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("ends cannot fail", e);
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    /** Adds the nodes that others name, and the ones that those name. */
    private boolean followPeers(Duration patience) {
        boolean changed = false;
        while (true) {
            Map<String, Peer> missing = missing();
            Set<HostAddress> used = nodes.values().stream()
                    .map(status -> status.node().address())
                    .collect(Collectors.toSet());
            await(peerSearch.reachFor(missing.values(), used), patience);
            List<NodeStatus> added = peerSearch.found().stream()
                    .filter(node -> isWanted(node, missing))
                    .map(this::add)
                    .toList();
            if (added.isEmpty()) {
                return changed;
            }
            askAll(added, patience);
            changed = true;
        }
    }

    private boolean isWanted(Node found, Map<String, Peer> missing) {
        boolean wanted = missing.containsKey(found.id()) && !nodes.containsKey(found.id());
        if (!wanted) {
            found.close();
        }
        return wanted;
    }

    /** The nodes that others name and that are not known, by their ids. */
    private Map<String, Peer> missing() {
        Map<String, Peer> missing = new LinkedHashMap<>();
        nodes.values().stream()
                .filter(NodeStatus::answers)
                .flatMap(status -> status.peers().peers().stream())
                .filter(peer -> !nodes.containsKey(peer.nodeId()))
                .forEach(peer -> missing.putIfAbsent(peer.nodeId(), peer));
        return missing;
    }

    private boolean dropLost() {
        Set<String> named = new HashSet<>();
        nodes.values().stream()
                .filter(NodeStatus::answers)
                .forEach(status -> status.peers().peers().forEach(peer -> named.add(peer.nodeId())));
        boolean othersAnswer = isAnswered();
        return nodes.values().removeIf(status -> {
            boolean isNamed = named.contains(status.node().id());
            boolean patient = isNamed || !othersAnswer;
            // Who answers, but names nobody and is named by nobody, has been left by its cluster.
            boolean stray = status.answers()
                    && !isNamed
                    && !named.isEmpty()
                    && status.peers().peers().isEmpty();
            boolean drop = stray || status.isReplaced() || status.failures() >= (patient ? FAILURES_OF_A_PEER : 1);
            if (drop) {
                drop(status.node(), othersAnswer);
            }
            return drop;
        });
    }

    private void drop(Node node, boolean othersAnswer) {
        LOG.info("{} is dropped", node);
        if (!othersAnswer) {
            lost.put(node.id(), node.address());
        }
        node.close();
    }

    @Override
    public void close() {
        peerSearch.close();
        search.close();
        nodes.values().forEach(status -> status.node().close());
    }
}

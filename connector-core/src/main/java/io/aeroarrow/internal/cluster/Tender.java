package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
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
 * Finds nodes through seeds and peers, drops lost nodes, and builds the view. Used by one thread at a time. All nodes
 * are queried at once; the next tend reads answers that come too late for this one.
 */
final class Tender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tender.class);

    /** A node is dropped after this many failures if a peer still advertises it, else after its first failure. */
    private static final int MAX_PEER_FAILURES = 5;

    private final ClientConfig config;
    private final Runnable wake;
    private final NodeSearch search;
    private final PeerSearch peerSearch;
    private final Map<String, NodeStatus> nodes = new LinkedHashMap<>();
    /** The addresses of nodes that were lost together: their seeds may not come back. */
    private final Map<String, HostAddress> lost = new LinkedHashMap<>();

    private long tends;
    private ClusterView view = ClusterView.EMPTY;

    /**
     * @param wake runs when an answer arrives that the tend has not waited for
     */
    Tender(ClientConfig config, EventLoops loops, MemoryBudget memory, Runnable wake) {
        this.config = config;
        this.wake = wake;
        search = new NodeSearch(loops, config, memory);
        peerSearch = new PeerSearch(search, config);
    }

    /** The current view. */
    ClusterView view() {
        return view;
    }

    /** Whether a node has answered, and no advertised node is missing. */
    boolean isComplete() {
        return nodes.values().stream().anyMatch(NodeStatus::answers)
                && nodes.values().stream().noneMatch(status -> status.failures() == 0 && !status.answers())
                && missing().isEmpty();
    }

    /** Whether any node has answered. */
    boolean hasAnswer() {
        return nodes.values().stream().anyMatch(NodeStatus::answers);
    }

    /**
     * Queries all nodes for changes.
     *
     * @param wait the time to wait for slow nodes
     * @return the current view; the same object if nothing has changed
     * @throws ConnectionFailedException if there are no nodes, and no seed leads to one
     */
    ClusterView tend(Duration wait) {
        tends++;
        if (nodes.isEmpty()) {
            add(firstNode());
            lost.clear();
        }
        boolean changed = askAll(nodes.values(), wait);
        changed |= followPeers(wait);
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
            LOG.debug("a lost node is not back", e);
            return Stream.empty();
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    private NodeStatus add(Node node) {
        NodeStatus status = new NodeStatus(node, config);
        nodes.put(node.id(), status);
        LOG.info("added {}", node);
        return status;
    }

    private boolean askAll(Collection<NodeStatus> asked, Duration wait) {
        await(asked.stream().map(NodeStatus::ask).toList(), wait);
        boolean changed = false;
        for (NodeStatus status : asked) {
            changed |= status.readAnswer(tends);
        }
        return changed;
    }

    /** Waits until all futures are done, or the wait is over. */
    private void await(List<? extends CompletableFuture<?>> futures, Duration wait) {
        CompletableFuture<?>[] ends = futures.stream()
                .map(future -> future.handle((value, failure) -> true))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            for (CompletableFuture<?> late : ends) {
                if (!late.isDone()) {
                    CompletableFuture<?> unused = late.thenRun(wake);
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("handled futures cannot fail", e);
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    /** Adds advertised nodes, and the nodes that these advertise. */
    private boolean followPeers(Duration wait) {
        boolean changed = false;
        while (true) {
            Map<String, Peer> missing = missing();
            Set<HostAddress> used = nodes.values().stream()
                    .map(status -> status.node().address())
                    .collect(Collectors.toSet());
            await(peerSearch.searchFor(missing.values(), used), wait);
            List<NodeStatus> added = peerSearch.found().stream()
                    .filter(node -> isWanted(node, missing))
                    .map(this::add)
                    .toList();
            if (added.isEmpty()) {
                return changed;
            }
            askAll(added, wait);
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

    /** The advertised nodes that are unknown, by id. */
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
        Set<String> advertised = new HashSet<>();
        nodes.values().stream()
                .filter(NodeStatus::answers)
                .forEach(status -> status.peers().peers().forEach(peer -> advertised.add(peer.nodeId())));
        boolean othersAnswer = hasAnswer();
        return nodes.values().removeIf(status -> {
            boolean isAdvertised = advertised.contains(status.node().id());
            boolean tolerated = isAdvertised || !othersAnswer;
            // A node without peers that no peer advertises has been removed from its cluster.
            boolean stray = status.answers()
                    && !isAdvertised
                    && !advertised.isEmpty()
                    && status.peers().peers().isEmpty();
            boolean drop = stray || status.isReplaced() || status.failures() >= (tolerated ? MAX_PEER_FAILURES : 1);
            if (drop) {
                drop(status.node(), othersAnswer);
            }
            return drop;
        });
    }

    private void drop(Node node, boolean othersAnswer) {
        LOG.info("dropped {}", node);
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

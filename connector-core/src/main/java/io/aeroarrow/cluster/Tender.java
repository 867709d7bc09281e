package io.aeroarrow.cluster;

import io.aeroarrow.model.AccessRefusedException;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.protocol.Peers.Peer;
import io.aeroarrow.protocol.Replicas;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds nodes through seeds and peers, drops those that are gone, and makes the view of the rest. One thread at a time. */
final class Tender implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Tender.class);

    /** A node that no peer names is dropped when it fails once; one that is still named, after so many times. */
    private static final int FAILURES_OF_A_PEER = 5;

    private final ClientConfig config;
    private final EventLoops loops;
    private final Map<String, NodeStatus> nodes = new LinkedHashMap<>();
    private ClusterView view = ClusterView.EMPTY;

    Tender(ClientConfig config, EventLoops loops) {
        this.config = config;
        this.loops = loops;
    }

    /**
     * Asks all nodes what has changed.
     *
     * @return the view of now, the same one if nothing has changed
     * @throws ConnectionFailedException if no node answers and no seed leads to one
     */
    ClusterView tend() {
        boolean changed = false;
        if (nodes.isEmpty()) {
            seed();
            changed = true;
        }
        changed |= refreshAll();
        changed |= followPeers();
        changed |= dropLost();
        if (changed) {
            view = buildView();
        }
        return view;
    }

    private void seed() {
        List<String> reasons = new ArrayList<>();
        ConnectionFailedException failure = null;
        for (HostAddress seed : config.seeds()) {
            try {
                add(NodeProbe.probe(loops, seed, config));
                return;
            } catch (AccessRefusedException e) {
                // All nodes of a cluster have the same users; trying them all could lock this one out.
                throw e;
            } catch (AeroArrowException e) {
                reasons.add(seed + ": " + rootMessage(e));
                failure = new ConnectionFailedException(
                        "no seed host leads to a cluster; check host, port and network. " + String.join("; ", reasons),
                        e);
            }
        }
        throw failure == null ? new ConnectionFailedException("there is no seed host") : failure;
    }

    private static String rootMessage(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + " (" + cause.getMessage() + ")";
    }

    private void add(Node node) {
        NodeStatus before = nodes.putIfAbsent(node.id(), new NodeStatus(node, config));
        if (before != null) {
            node.close();
        }
    }

    private boolean refreshAll() {
        boolean changed = false;
        for (NodeStatus status : nodes.values()) {
            changed |= refresh(status);
        }
        return changed;
    }

    private boolean refresh(NodeStatus status) {
        try {
            return status.refresh();
        } catch (AeroArrowException e) {
            LOG.info("{} did not answer: {}", status.node(), e.getMessage());
            status.failed();
            return true;
        }
    }

    /** Adds the nodes that others name, and the ones that those name. */
    private boolean followPeers() {
        Queue<NodeStatus> unread = new ArrayDeque<>(nodes.values());
        boolean found = false;
        for (NodeStatus next = unread.poll(); next != null; next = unread.poll()) {
            for (Peer peer : next.peers().peers()) {
                if (nodes.containsKey(peer.nodeId())) {
                    continue;
                }
                NodeStatus added = addPeer(peer);
                if (added != null) {
                    refresh(added);
                    unread.add(added);
                    found = true;
                }
            }
        }
        return found;
    }

    private @Nullable NodeStatus addPeer(Peer peer) {
        for (HostAddress host : peer.hosts()) {
            try {
                Node node = NodeProbe.probe(loops, host, config);
                if (node.id().equals(peer.nodeId())) {
                    add(node);
                    return nodes.get(node.id());
                }
                node.close();
                LOG.info("{} is named as node {}, but is node {}", host, peer.nodeId(), node.id());
            } catch (AeroArrowException e) {
                LOG.info("peer {} is not reached at {}: {}", peer.nodeId(), host, e.getMessage());
            }
        }
        return null;
    }

    private boolean dropLost() {
        Set<String> named = new HashSet<>();
        for (NodeStatus status : nodes.values()) {
            if (status.failures() == 0) {
                status.peers().peers().forEach(peer -> named.add(peer.nodeId()));
            }
        }
        boolean othersAnswer = nodes.values().stream().anyMatch(status -> status.failures() == 0);
        return nodes.values().removeIf(status -> {
            boolean patient = named.contains(status.node().id()) || !othersAnswer;
            boolean lost = status.failures() >= (patient ? FAILURES_OF_A_PEER : 1);
            if (lost) {
                LOG.info("{} is dropped", status.node());
                status.node().close();
            }
            return lost;
        });
    }

    private ClusterView buildView() {
        Map<String, PartitionMap.Builder> maps = new HashMap<>();
        List<Node> all = new ArrayList<>();
        for (NodeStatus status : nodes.values()) {
            all.add(status.node());
            for (Replicas claims : status.replicas()) {
                maps.computeIfAbsent(claims.namespace(), name -> new PartitionMap.Builder())
                        .add(status.node(), claims);
            }
        }
        Map<String, PartitionMap> built = new HashMap<>();
        maps.forEach((namespace, builder) -> built.put(namespace, builder.build()));
        return new ClusterView(all, built);
    }

    @Override
    public void close() {
        nodes.values().forEach(status -> status.node().close());
    }
}

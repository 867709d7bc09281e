package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.info.Peers.Peer;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches for nodes that peers advertise. Unreachable ones are logged once and retried with a back-off; so are the
 * seeds, one of which may be the only way to a node. Only the tending thread uses it.
 */
final class PeerSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSearch.class);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final NodeSearch nodeSearch;
    private final ClientConfig config;
    private final Map<Object, Search> searches = new HashMap<>();

    /** The search for one node or seed. */
    private static final class Search {
        private @Nullable CompletableFuture<Node> running;
        private int failures;
        private long failedAt;
        private long pauseNanos;

        private boolean isDue() {
            return running == null && (failures == 0 || System.nanoTime() - failedAt >= pauseNanos);
        }

        private void failed() {
            failures++;
            failedAt = System.nanoTime();
            pauseNanos = BACKOFF.pause(failures, ThreadLocalRandom.current().nextDouble())
                    .toNanos();
        }
    }

    PeerSearch(NodeSearch nodeSearch, ClientConfig config) {
        this.nodeSearch = nodeSearch;
        this.config = config;
    }

    /**
     * Starts searches, unless one is running or its back-off has not passed.
     *
     * @param missing the advertised nodes that are unknown; searches for other nodes are dropped
     * @param used the addresses of the known nodes
     * @return the searches that were started
     */
    List<CompletableFuture<Node>> searchFor(Collection<Peer> missing, Set<HostAddress> used) {
        Set<Object> wanted = missing.stream().map(Object.class::cast).collect(Collectors.toSet());
        List<HostAddress> otherSeeds = hasUnreached(missing)
                ? config.seeds().stream().filter(seed -> !used.contains(seed)).toList()
                : List.of();
        wanted.addAll(otherSeeds);
        searches.entrySet()
                .removeIf(entry -> entry.getValue().running == null && !wanted.contains(entry.getKey()));
        List<CompletableFuture<Node>> started = new ArrayList<>();
        missing.forEach(peer -> begin(peer, () -> nodeSearch.ofPeer(peer), started));
        otherSeeds.forEach(seed -> begin(seed, () -> nodeSearch.atSeed(seed), started));
        return started;
    }

    private boolean hasUnreached(Collection<Peer> missing) {
        return missing.stream().map(searches::get).anyMatch(search -> search != null && search.failures > 0);
    }

    private void begin(Object key, Supplier<CompletableFuture<Node>> start, List<CompletableFuture<Node>> started) {
        Search search = searches.computeIfAbsent(key, first -> new Search());
        if (search.isDue()) {
            CompletableFuture<Node> running = start.get();
            search.running = running;
            started.add(running);
        }
    }

    /** The nodes found since the last call. The caller owns them. */
    List<Node> found() {
        List<Node> found = new ArrayList<>();
        searches.forEach((key, search) -> {
            CompletableFuture<Node> running = search.running;
            if (running != null && running.isDone()) {
                search.running = null;
                try {
                    found.add(Failures.valueOf(running));
                    search.failures = 0;
                } catch (AeroArrowException e) {
                    log(key, search, e);
                    search.failed();
                }
            }
        });
        return found;
    }

    private static void log(Object key, Search search, AeroArrowException cause) {
        if (search.failures > 0 || !(key instanceof Peer peer)) {
            LOG.debug("cannot reach {}: {}", key, cause.getMessage());
            return;
        }
        LOG.warn(
                "cannot reach node {} at its advertised addresses {}; the client continues without it and retries: {}",
                peer.nodeId(),
                peer.hosts(),
                Failures.inShort(cause));
    }

    /** Stops the searches. Nodes found later are closed. */
    void close() {
        searches.values().forEach(search -> {
            CompletableFuture<Node> running = search.running;
            if (running != null) {
                CompletableFuture<?> unused = running.thenAccept(Node::close);
            }
        });
        searches.clear();
    }
}

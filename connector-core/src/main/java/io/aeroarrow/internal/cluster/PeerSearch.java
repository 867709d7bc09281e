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
 * Reaches for nodes that others name. Those that cannot be reached are told of once and tried again with growing pauses,
 * and so are the seeds, one of which may be the only way to them. Only the tending thread touches it.
 */
final class PeerSearch {

    private static final Logger LOG = LoggerFactory.getLogger(PeerSearch.class);

    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30));

    private final NodeSearch search;
    private final ClientConfig config;
    private final Map<Object, Attempt> attempts = new HashMap<>();

    /** One that is looked for. */
    private static final class Attempt {
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
            pauseNanos = PAUSES.pause(failures, ThreadLocalRandom.current().nextDouble())
                    .toNanos();
        }
    }

    PeerSearch(NodeSearch search, ClientConfig config) {
        this.search = search;
        this.config = config;
    }

    /**
     * Looks for nodes, unless they are looked for already or it is too soon to try again.
     *
     * @param missing the nodes that are named and not known; those looked for before are forgotten if they are not among
     *     them
     * @param used the addresses of the nodes that are known
     * @return the searches that have begun
     */
    List<CompletableFuture<Node>> reachFor(Collection<Peer> missing, Set<HostAddress> used) {
        Set<Object> wanted = missing.stream().map(Object.class::cast).collect(Collectors.toSet());
        List<HostAddress> otherWays = hasUnreached(missing)
                ? config.seeds().stream().filter(seed -> !used.contains(seed)).toList()
                : List.of();
        wanted.addAll(otherWays);
        attempts.entrySet()
                .removeIf(attempt -> attempt.getValue().running == null && !wanted.contains(attempt.getKey()));
        List<CompletableFuture<Node>> begun = new ArrayList<>();
        missing.forEach(peer -> begin(peer, () -> search.ofPeer(peer), begun));
        otherWays.forEach(seed -> begin(seed, () -> search.atSeed(seed), begun));
        return begun;
    }

    private boolean hasUnreached(Collection<Peer> missing) {
        return missing.stream().map(attempts::get).anyMatch(attempt -> attempt != null && attempt.failures > 0);
    }

    private void begin(Object key, Supplier<CompletableFuture<Node>> start, List<CompletableFuture<Node>> begun) {
        Attempt attempt = attempts.computeIfAbsent(key, first -> new Attempt());
        if (attempt.isDue()) {
            CompletableFuture<Node> running = start.get();
            attempt.running = running;
            begun.add(running);
        }
    }

    /** The nodes that were found since this was asked last; they belong to the caller. */
    List<Node> found() {
        List<Node> found = new ArrayList<>();
        attempts.forEach((key, attempt) -> {
            CompletableFuture<Node> running = attempt.running;
            if (running != null && running.isDone()) {
                attempt.running = null;
                try {
                    found.add(Failures.valueOf(running));
                    attempt.failures = 0;
                } catch (AeroArrowException e) {
                    tell(key, attempt, e);
                    attempt.failed();
                }
            }
        });
        return found;
    }

    private static void tell(Object key, Attempt attempt, AeroArrowException cause) {
        if (attempt.failures > 0 || !(key instanceof Peer peer)) {
            LOG.debug("{} is not reached: {}", key, cause.getMessage());
            return;
        }
        LOG.warn(
                "node {} is not reached at {}, which others advertise; the client goes on without it and tries again: {}",
                peer.nodeId(),
                peer.hosts(),
                Failures.inShort(cause));
    }

    /** Gives up; what is found from now on is closed. */
    void close() {
        attempts.values().forEach(attempt -> {
            CompletableFuture<Node> running = attempt.running;
            if (running != null) {
                CompletableFuture<?> unused = running.thenAccept(Node::close);
            }
        });
        attempts.clear();
    }
}

package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the first node. The seeds are tried in order, each with a head start, so that a stalled seed does not block.
 */
final class SeedSearch {

    private static final Duration HEAD_START = Duration.ofMillis(300);

    private final NodeSearch search;
    private final List<String> reasons = Collections.synchronizedList(new ArrayList<>());
    private final CompletableFuture<Node> first = new CompletableFuture<>();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean onlyTls = true;

    private SeedSearch(NodeSearch search) {
        this.search = search;
    }

    /**
     * The node of the first seed that answers.
     *
     * @throws ConnectionFailedException if none answers; the message has the reason of each
     * @throws AeroArrowException if a seed fails in a way that all would
     */
    static Node first(NodeSearch search, List<HostAddress> seeds) {
        return new SeedSearch(search).run(seeds);
    }

    private Node run(List<HostAddress> seeds) {
        open.set(seeds.size());
        try {
            for (HostAddress seed : seeds) {
                if (first.isDone()) {
                    break;
                }
                awaitHeadStart(tryOne(seed));
            }
            return first.get();
        } catch (ExecutionException e) {
            throw Failures.of(e);
        } catch (InterruptedException e) {
            // A node found from here on is closed.
            first.cancel(false);
            throw Deadline.interrupted(e);
        }
    }

    private CompletableFuture<?> tryOne(HostAddress seed) {
        return search.atSeed(seed).handle((node, failure) -> {
            if (node == null) {
                failed(seed, Failures.of(failure));
            } else if (!first.complete(node)) {
                node.close();
            }
            return seed;
        });
    }

    private void failed(HostAddress seed, AeroArrowException cause) {
        String reason = Failures.inShort(cause);
        reasons.add(reason.contains(seed.toString()) ? reason : seed + ": " + reason);
        if (Failures.isFinal(cause)) {
            first.completeExceptionally(cause);
            return;
        }
        if (!(cause instanceof TlsException)) {
            onlyTls = false;
        }
        if (open.decrementAndGet() == 0) {
            String all = String.join("; ", reasons);
            first.completeExceptionally(
                    onlyTls
                            ? new TlsException("no seed host can be reached over TLS. " + all, cause)
                            : new ConnectionFailedException(
                                    "no seed host leads to a cluster; check host, port and network. " + all, cause));
        }
    }

    private void awaitHeadStart(CompletableFuture<?> tried) throws InterruptedException, ExecutionException {
        try {
            CompletableFuture.anyOf(tried, first.handle((node, failure) -> ""))
                    .get(HEAD_START.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The next seed is tried in parallel.
            return;
        }
    }
}

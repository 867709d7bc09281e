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

/** Finds a first node: the seeds are tried one after the other, each with a head start, so that none that stalls is waited for. */
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
     * The node at the first seed that answers.
     *
     * @throws ConnectionFailedException if none does, with the reason of each
     * @throws AeroArrowException if one refuses in a way that all would
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
            // Whatever is found now is too late.
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
        reasons.add(seed + ": " + Failures.inShort(cause));
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
                            ? new TlsException("no seed host can be spoken to over TLS. " + all, cause)
                            : new ConnectionFailedException(
                                    "no seed host leads to a cluster; check host, port and network. " + all, cause));
        }
    }

    private void awaitHeadStart(CompletableFuture<?> tried) throws InterruptedException, ExecutionException {
        try {
            CompletableFuture.anyOf(tried, first.handle((node, failure) -> ""))
                    .get(HEAD_START.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // The next one starts beside it.
            return;
        }
    }
}

package io.aeroarrow.internal.admin;

import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A while that nobody waits for on a thread. */
public final class Delay {

    private Delay() {}

    /** A future that completes after a while, on an event loop. */
    public static CompletableFuture<Void> of(Cluster cluster, Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try {
            cluster.schedule(() -> over.complete(null), length);
        } catch (RejectedExecutionException e) {
            over.completeExceptionally(new ClientClosedException("the client was closed while it waited", e));
        }
        return over;
    }
}

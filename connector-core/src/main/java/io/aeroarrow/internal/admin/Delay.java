package io.aeroarrow.internal.admin;

import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A delay that blocks no thread. */
public final class Delay {

    private Delay() {}

    /** Returns a future that an event loop completes after a delay. */
    public static CompletableFuture<Void> of(Cluster cluster, Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try {
            cluster.schedule(() -> over.complete(null), length);
        } catch (RejectedExecutionException e) {
            over.completeExceptionally(new ClientClosedException("the client was closed during a delay", e));
        }
        return over;
    }
}

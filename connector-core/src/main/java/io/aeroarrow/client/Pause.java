package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.model.ClientClosedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A while that nobody waits for on a thread. */
final class Pause {

    private Pause() {}

    /** A future that completes after a while, on an event loop. */
    static CompletableFuture<Void> of(Cluster cluster, Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        try {
            cluster.schedule(() -> over.complete(null), length);
        } catch (RejectedExecutionException e) {
            over.completeExceptionally(new ClientClosedException("the client was closed while it waited", e));
        }
        return over;
    }
}

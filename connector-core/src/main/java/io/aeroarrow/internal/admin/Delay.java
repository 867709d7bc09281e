package io.aeroarrow.internal.admin;

import io.aeroarrow.internal.cluster.Cluster;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A delay that blocks no thread. */
public final class Delay {

    private Delay() {}

    /** Returns a future that completes after a delay, or when the client is closed. */
    public static CompletableFuture<Void> of(Cluster cluster, Duration length) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        cluster.schedule(() -> over.complete(null), length);
        return over;
    }
}

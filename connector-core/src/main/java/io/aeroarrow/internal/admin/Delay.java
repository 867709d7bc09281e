package io.aeroarrow.internal.admin;

import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.net.loop.SafeExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A delay that blocks no thread. */
public final class Delay {

    private Delay() {}

    /**
     * Returns a future that completes after a delay, or when the client is closed.
     *
     * @param executor completes the future
     */
    public static CompletableFuture<Void> of(Cluster cluster, Duration length, Executor executor) {
        Executor safe = SafeExecutor.of(executor);
        CompletableFuture<Void> over = new CompletableFuture<>();
        cluster.schedule(() -> safe.execute(() -> over.complete(null)), length);
        return over;
    }
}

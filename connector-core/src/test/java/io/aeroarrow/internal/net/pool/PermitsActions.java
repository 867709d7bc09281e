package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.ConnectionFailedException;
import java.util.concurrent.CompletableFuture;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;

/** What threads do with permits, for Lincheck, which makes instances. */
public final class PermitsActions {

    private final Permits permits = new Permits(2);

    @Operation
    public boolean tryAcquire() {
        return permits.tryAcquire();
    }

    /** Whether a permit was granted before the caller stopped to wait. */
    @Operation
    public boolean acquireOrAbandon() {
        CompletableFuture<Void> permit = permits.acquire();
        return !permits.abandon(permit);
    }

    @Operation
    public void release() {
        permits.release();
    }

    @Operation
    public void close() {
        permits.close(() -> new ConnectionFailedException("closed"));
    }
}

package io.aeroarrow.embedded.internal.cluster;

import io.aeroarrow.embedded.internal.store.Digest;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Moves partitions bit by bit, so that moving all of them takes as long as it is told. */
public final class MigrationTimer implements AutoCloseable {
    private static final long TICK_MILLIS = 5;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("embedded-migrations", true));

    public MigrationTimer(ClusterTopology topology, Duration all) {
        long ticks = Math.max(1, all.toMillis() / TICK_MILLIS);
        int step = (int) Math.max(1, Digest.PARTITIONS / ticks);
        Future<?> unused = clock.scheduleAtFixedRate(
                () -> topology.migrateUnlessHeld(step), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

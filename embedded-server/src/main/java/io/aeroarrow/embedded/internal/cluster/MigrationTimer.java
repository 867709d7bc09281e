package io.aeroarrow.embedded.internal.cluster;

import io.aeroarrow.embedded.internal.store.Digest;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Migrates partitions step by step, so that the migration of all of them takes a given time. */
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

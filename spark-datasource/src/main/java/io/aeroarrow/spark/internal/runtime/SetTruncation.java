package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Truncates a set. Servers answer before all nodes have deleted their records. */
public final class SetTruncation {

    private static final long PAUSE_NANOS = 20_000_000;

    private SetTruncation() {}

    /**
     * Truncates a set, and waits until it is empty.
     *
     * @param holdsRecords returns whether the set still holds records
     * @param timeout the maximum time to wait
     * @return whether the set was empty before the timeout
     */
    public static boolean run(
            AeroArrowClient client, String namespace, String set, BooleanSupplier holdsRecords, Duration timeout) {
        client.truncate(namespace, set, Optional.empty());
        long end = System.nanoTime() + timeout.toNanos();
        while (holdsRecords.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}

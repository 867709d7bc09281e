package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Empties a set. Servers answer before all of them have done so. */
public final class SetTruncation {

    private static final long PAUSE_NANOS = 20_000_000;

    private SetTruncation() {}

    /**
     * Has servers delete all records of a set, and waits until it is seen to be empty.
     *
     * @param holdsRecords looks
     * @return whether it was empty in the end
     */
    public static boolean run(
            AeroArrowClient client, String namespace, String set, BooleanSupplier holdsRecords, Duration patience) {
        client.truncate(namespace, set, Optional.empty());
        long end = System.nanoTime() + patience.toNanos();
        while (holdsRecords.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}

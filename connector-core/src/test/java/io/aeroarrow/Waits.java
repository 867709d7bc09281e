package io.aeroarrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.error.AeroArrowException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for conditions in tests, up to 30 seconds. */
public final class Waits {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Waits() {}

    /** Waits until the condition holds; fails if it does not in time. */
    public static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", TIMEOUT).isLessThan(deadline);
            pause();
        }
    }

    /** Repeats the call until it succeeds; throws its last error if it does not in time. */
    public static void untilSuccess(Runnable call) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                call.run();
                return;
            } catch (AeroArrowException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** Waits without a time limit; an interrupt ends the wait and stays set. */
    public static void untilOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
}

package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fair semaphore for threads that block and for asynchronous callers. Acquiring a free permit, and releasing one
 * while no caller waits, takes no lock: every exchange does both.
 */
final class Permits {

    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    /** The number of free permits; if negative, the number of waiting callers. */
    private final AtomicInteger free;
    /** The error of callers that wait; null while open. */
    private volatile @Nullable Supplier<AeroArrowException> closed;

    Permits(int count) {
        free = new AtomicInteger(count);
    }

    /** Whether a permit is free now. */
    boolean areLeft() {
        return free.get() > 0;
    }

    boolean tryAcquire() {
        int now = free.get();
        while (now > 0) {
            if (free.compareAndSet(now, now - 1)) {
                return true;
            }
            now = free.get();
        }
        return false;
    }

    /**
     * Requests a permit.
     *
     * @return completed when the permit is granted, by the thread that releases it and without a lock. Fails if these
     *     permits are closed before one is free
     */
    CompletableFuture<Void> acquire() {
        CompletableFuture<Void> permit = new CompletableFuture<>();
        if (free.getAndDecrement() > 0) {
            permit.complete(null);
        } else {
            waiting.add(permit);
            failWaitingIfClosed();
        }
        return permit;
    }

    /**
     * Waits for a permit.
     *
     * @return false if the wait timed out
     * @throws AeroArrowException if these permits are closed before one is free
     */
    boolean acquire(Deadline deadline) {
        CompletableFuture<Void> permit = acquire();
        try {
            permit.get(deadline.waitNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !abandon(permit);
        } catch (InterruptedException e) {
            if (!abandon(permit)) {
                release();
            }
            throw Deadline.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AeroArrowException failure) {
                throw failure;
            }
            throw new IllegalStateException("waiting for a permit failed unexpectedly", e);
        }
    }

    /**
     * Stops waiting.
     *
     * @return false if the permit was already granted
     */
    boolean abandon(CompletableFuture<Void> permit) {
        // The future stays in the queue and counts as waiting until release() reaches it.
        permit.cancel(false);
        return permit.isCompletedExceptionally();
    }

    /**
     * Fails the callers that wait, now and later. Permits that are free can still be acquired.
     *
     * @param error creates the error of each caller
     */
    void close(Supplier<AeroArrowException> error) {
        closed = error;
        failWaitingIfClosed();
    }

    private void failWaitingIfClosed() {
        Supplier<AeroArrowException> error = closed;
        if (error == null) {
            return;
        }
        for (int now = free.get(); now < 0; now = free.get()) {
            // As in release(): whoever raises a negative count takes one caller out of the queue.
            if (free.compareAndSet(now, now + 1)) {
                next().completeExceptionally(error.get());
            }
        }
    }

    void release() {
        while (free.getAndIncrement() < 0) {
            if (next().complete(null)) {
                return;
            }
            // That caller has stopped waiting; the permit goes to the next one.
        }
    }

    private CompletableFuture<Void> next() {
        @Nullable CompletableFuture<Void> next = waiting.poll();
        while (next == null) {
            // The waiting caller has counted itself and is about to enter the queue.
            Thread.onSpinWait();
            next = waiting.poll();
        }
        return next;
    }
}

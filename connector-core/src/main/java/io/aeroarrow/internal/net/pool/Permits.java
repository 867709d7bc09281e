package io.aeroarrow.internal.net.pool;

import io.aeroarrow.internal.net.connection.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fair semaphore on which threads can wait, and others that must not block. Taking a free permit and giving one back
 * for which nobody waits takes no lock, as every exchange does both.
 */
final class Permits {

    private final ConcurrentLinkedQueue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
    /** The permits that are free; if negative, how many wait for one. */
    private final AtomicInteger free;

    Permits(int count) {
        free = new AtomicInteger(count);
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
     * Asks for a permit.
     *
     * @return is completed once there is one, by the thread that gives it back and without any lock
     */
    CompletableFuture<Void> acquire() {
        CompletableFuture<Void> permit = new CompletableFuture<>();
        if (free.getAndDecrement() > 0) {
            permit.complete(null);
        } else {
            waiting.add(permit);
        }
        return permit;
    }

    /**
     * Waits for a permit.
     *
     * @return false if there was none in time
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
            throw new IllegalStateException("waiting for a permit cannot fail", e);
        }
    }

    /**
     * Waits no more.
     *
     * @return false if the permit has been given already
     */
    boolean abandon(CompletableFuture<Void> permit) {
        // It stays in the queue, and is counted as waiting, until a permit is given to it in vain.
        return permit.cancel(false);
    }

    void release() {
        while (free.getAndIncrement() < 0) {
            if (next().complete(null)) {
                return;
            }
            // It was abandoned; what it was given in vain goes on.
        }
    }

    private CompletableFuture<Void> next() {
        @Nullable CompletableFuture<Void> next = waiting.poll();
        while (next == null) {
            // Whoever waits has counted itself, and is about to get into the queue.
            Thread.onSpinWait();
            next = waiting.poll();
        }
        return next;
    }
}

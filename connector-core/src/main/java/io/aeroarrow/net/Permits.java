package io.aeroarrow.net;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A fair semaphore on which threads can wait, and others that must not block. */
final class Permits {

    private final ArrayDeque<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private int free;

    Permits(int count) {
        free = count;
    }

    synchronized boolean tryAcquire() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /**
     * Asks for a permit.
     *
     * @return is completed once there is one, by the thread that gives it back and without any lock
     */
    CompletableFuture<Void> acquire() {
        CompletableFuture<Void> permit = new CompletableFuture<>();
        if (!tryAcquireOrQueue(permit)) {
            return permit;
        }
        permit.complete(null);
        return permit;
    }

    private synchronized boolean tryAcquireOrQueue(CompletableFuture<Void> permit) {
        if (tryAcquire()) {
            return true;
        }
        waiting.add(permit);
        return false;
    }

    /**
     * Waits no more.
     *
     * @return false if the permit has been given already
     */
    boolean abandon(CompletableFuture<Void> permit) {
        boolean abandoned = permit.cancel(false);
        if (abandoned) {
            synchronized (this) {
                waiting.removeIf(other -> other == permit);
            }
        }
        return abandoned;
    }

    void release() {
        for (CompletableFuture<Void> next = nextOrFree(); next != null; next = nextOrFree()) {
            if (next.complete(null)) {
                return;
            }
            // It was abandoned at this very moment.
        }
    }

    private synchronized @Nullable CompletableFuture<Void> nextOrFree() {
        CompletableFuture<Void> next = waiting.poll();
        if (next == null) {
            free++;
        }
        return next;
    }
}

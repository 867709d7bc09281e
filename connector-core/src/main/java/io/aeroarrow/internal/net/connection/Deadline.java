package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time limits of an operation: the total timeout, and the socket timeout of each wait. */
public final class Deadline {

    private final long start;
    private final long socketNanos;
    private final long totalNanos;
    /** Whether the limits are those of the user's {@link Timeouts}. */
    private final boolean named;

    private Deadline(long start, long socketNanos, long totalNanos, boolean named) {
        this.named = named;
        this.start = start;
        this.socketNanos = socketNanos;
        this.totalNanos = totalNanos;
    }

    /** Starts the clock. */
    public static Deadline start(Timeouts timeouts) {
        return new Deadline(
                System.nanoTime(), timeouts.socket().toNanos(), timeouts.total().toNanos(), true);
    }

    /** Starts the clock with {@code total} as the limit of the whole operation and of each wait. */
    public static Deadline in(Duration total) {
        return new Deadline(System.nanoTime(), total.toNanos(), total.toNanos(), false);
    }

    /** The same deadline with another limit of each wait. */
    public Deadline withWaits(long nanos) {
        return new Deadline(start, nanos, totalNanos, named);
    }

    /**
     * The longest time that the next wait may take: the socket timeout or the remaining total time, whichever is
     * shorter; 0 when the total time is over.
     */
    public long waitNanos() {
        return Math.min(socketNanos, remainingNanos());
    }

    /** The socket timeout: the longest time that a connection may be silent. */
    public long socketNanos() {
        return socketNanos;
    }

    /** The time since the clock started. */
    public long elapsedNanos() {
        return System.nanoTime() - start;
    }

    /** The remaining total time; {@link Long#MAX_VALUE} without a total timeout. */
    public long remainingNanos() {
        return totalNanos == 0 ? Long.MAX_VALUE : Math.max(0, totalNanos - (System.nanoTime() - start));
    }

    public boolean isOver() {
        return remainingNanos() == 0;
    }

    /**
     * The timeout for a request's header.
     *
     * @return milliseconds, at least 1
     */
    public int serverMillis() {
        long wait = waitNanos() / 1_000_000;
        return (int) Math.min(Math.max(1, wait), Integer.MAX_VALUE);
    }

    /**
     * Waits for the next event of a queue.
     *
     * @return null if the wait timed out
     */
    public ChunkQueue.@Nullable Event poll(ChunkQueue queue) {
        try {
            return queue.poll(waitNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The error of a thread that was interrupted while it waited. Sets the interrupt flag again. */
    public static CancelledException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CancelledException("the thread was interrupted while it waited for a node", e);
    }

    /**
     * The error of a wait that timed out.
     *
     * @param what what did not happen in time, as in {@code "node A did not answer"}
     */
    public DeadlineExceededException missed(String what) {
        return missed(what, null);
    }

    /** As {@link #missed(String)}, with the failure of the last attempt as the cause. */
    public DeadlineExceededException missed(String what, @Nullable Throwable cause) {
        boolean total = isOver() && socketNanos != totalNanos;
        Duration given = Duration.ofNanos(total ? totalNanos : socketNanos);
        String message = what + " within " + given.toMillis() + " ms" + (total ? " in total" : "");
        if (named) {
            message += total ? " (total timeout)" : " (socket timeout)";
        }
        return new DeadlineExceededException(total ? Limit.TOTAL : Limit.SOCKET, given, message, cause);
    }

    /** The longest time that one wait may take. */
    public Duration longestWait() {
        return Duration.ofNanos(totalNanos == 0 ? socketNanos : Math.min(socketNanos, totalNanos));
    }
}

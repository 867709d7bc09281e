package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long an operation may still wait: in all, and for the next sign of life. */
public final class Deadline {

    private final long start = System.nanoTime();
    private final long socketNanos;
    private final long totalNanos;

    private Deadline(Duration socket, Duration total) {
        socketNanos = socket.toNanos();
        totalNanos = total.toNanos();
    }

    /** Starts the clock. */
    public static Deadline start(Timeouts timeouts) {
        return new Deadline(timeouts.socket(), timeouts.total());
    }

    /** Starts the clock for something that may take so long in all. */
    public static Deadline in(Duration total) {
        return new Deadline(total, total);
    }

    /** How long the next wait may last: until the socket's timeout or the end, whichever is first; 0 when over. */
    public long waitNanos() {
        return Math.min(socketNanos, remainingNanos());
    }

    /** How long a connection may be silent. */
    public long socketNanos() {
        return socketNanos;
    }

    /** How long ago the clock was started. */
    public long elapsedNanos() {
        return System.nanoTime() - start;
    }

    /** How long until the end. */
    public long remainingNanos() {
        return totalNanos == 0 ? Long.MAX_VALUE : Math.max(0, totalNanos - (System.nanoTime() - start));
    }

    public boolean isOver() {
        return remainingNanos() == 0;
    }

    /**
     * How long the server may take, for a request's header.
     *
     * @return milliseconds, 0 for no limit
     */
    public int serverMillis() {
        long wait = waitNanos() / 1_000_000;
        return (int) Math.min(Math.max(1, wait), Integer.MAX_VALUE);
    }

    /**
     * Waits for the next event of a queue.
     *
     * @return null if the time is over
     */
    public ChunkQueue.@Nullable Event poll(ChunkQueue queue) {
        try {
            return queue.poll(waitNanos());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The error of a thread that was interrupted while it waited; keeps the thread interrupted. */
    public static CancelledException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CancelledException("the thread was interrupted while it waited for a node", e);
    }

    /**
     * The error of a wait that ended without what it was for.
     *
     * @param what what did not happen in time
     */
    public DeadlineExceededException missed(String what) {
        return missed(what, null);
    }

    /** As {@link #missed(String)}, after a failure. */
    public DeadlineExceededException missed(String what, @Nullable Throwable cause) {
        boolean inAll = isOver() && socketNanos != totalNanos;
        Duration given = Duration.ofNanos(inAll ? totalNanos : socketNanos);
        String message = what + " within " + given.toMillis() + (inAll ? " ms in all" : " ms");
        return new DeadlineExceededException(inAll ? Limit.TOTAL : Limit.SOCKET, given, message, cause);
    }

    /** The longest that one wait may last. */
    public Duration longestWait() {
        return Duration.ofNanos(totalNanos == 0 ? socketNanos : Math.min(socketNanos, totalNanos));
    }
}

package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.policy.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The retries of one operation: of a record, a batch, a lookup or a scan. Counts the attempts since the last progress,
 * decides on the pauses, and remembers the failures. An operation makes one attempt at a time, so no lock is needed.
 *
 * <p>A record or key is requested at most {@code maxRetries + 1} times. A scan has no fixed number of requests: its
 * attempts count from the last record read or partition completed.
 */
public final class Retries {

    /**
     * The pauses of scans. Scans are long, and mostly fail because a cluster changes or a node has too much to do: both
     * take longer than a single request that meets a full queue.
     */
    public static final Backoff SCAN_BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    /** A fresh view of the cluster mostly takes two tends, 50 ms apart. */
    private static final long VIEW_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Cluster cluster;
    private final int maxRetries;
    private final Backoff backoff;
    private final Deadline deadline;
    private List<AeroArrowException> earlier = List.of();
    private int attempt;

    /**
     * @param maxRetries the most retries without progress in between
     * @param deadline of the whole operation
     */
    public Retries(Cluster cluster, int maxRetries, Backoff backoff, Deadline deadline) {
        this.cluster = cluster;
        this.maxRetries = maxRetries;
        this.backoff = backoff;
        this.deadline = deadline;
    }

    /**
     * Whether a server may answer the same request otherwise after a while.
     *
     * @param query whether the request is a query. Nodes also refuse queries while they run too many of them, or while
     *     they build the index
     */
    public static boolean passes(int resultCode, boolean query) {
        return ResultCode.isRetryable(resultCode)
                || (query && (ResultCode.FORBIDDEN.is(resultCode) || ResultCode.INDEX_NOT_READABLE.is(resultCode)));
    }

    /** The number of retries so far since the last progress. It selects the replica. */
    public int attempt() {
        return attempt;
    }

    /** Whether no retry may follow this attempt. */
    public boolean isLast() {
        return attempt >= maxRetries;
    }

    /** The failures of the attempts since the last progress. */
    public List<AeroArrowException> earlier() {
        return earlier;
    }

    /** Notes that a scan got a record, or read a partition to its end. */
    public void progressed() {
        attempt = 0;
        earlier = List.of();
    }

    /**
     * The pause before the next attempt.
     *
     * @return null if no retry is left, or if the total timeout ends before the next attempt could start
     */
    public @Nullable Duration pauseInTime() {
        Duration pause = pause(attempt + 1);
        return isLast() || pause.toNanos() >= deadline.remainingNanos() ? null : pause;
    }

    private Duration pause(int retry) {
        return backoff.pause(retry, ThreadLocalRandom.current().nextDouble());
    }

    /** Counts a retry, and requests a fresh view of the cluster for it. */
    public void retry() {
        attempt++;
        cluster.meters().retried();
        cluster.requestRefresh();
    }

    /** As {@link #retry()}, after the failure of the whole attempt. */
    public void retry(AeroArrowException failure) {
        if (earlier.isEmpty()) {
            earlier = new ArrayList<>();
        }
        earlier.add(failure);
        retry();
    }

    /**
     * Counts a retry, and blocks the calling thread until it is time for it, or until the total timeout. If the failure
     * shows that the view of the cluster may be outdated, waits for a fresh one.
     */
    public void retryAfterPause(AeroArrowException failure) {
        retry(failure);
        long start = System.nanoTime();
        long pause = Math.min(pause(attempt).toNanos(), deadline.remainingNanos());
        if (mayHaveOldView(failure)) {
            cluster.refresh(Math.min(VIEW_WAIT_NANOS, deadline.remainingNanos()));
        }
        long left = pause - (System.nanoTime() - start);
        if (left > 0) {
            block(Duration.ofNanos(left));
        }
    }

    private static boolean mayHaveOldView(AeroArrowException failure) {
        return !(failure instanceof ServerErrorException refusal)
                || ResultCode.UNAVAILABLE.is(refusal.resultCode())
                || ResultCode.CLUSTER_KEY_MISMATCH.is(refusal.resultCode());
    }

    /**
     * Blocks the calling thread.
     *
     * @throws ClientClosedException if the client is closed meanwhile
     * @throws io.aeroarrow.error.CancelledException if the thread is interrupted
     */
    private void block(Duration pause) {
        try {
            cluster.operations().pause(pause);
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }
}

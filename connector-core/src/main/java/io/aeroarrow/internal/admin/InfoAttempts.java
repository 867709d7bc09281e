package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.policy.Backoff;
import io.aeroarrow.policy.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of an info request that waits for the cluster to heal: their timeouts, and the pauses between them. They
 * run one after another, so no lock is needed.
 */
final class InfoAttempts {

    /** How long the first attempt waits for a silent node. It doubles with each attempt, up to the socket timeout. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 10;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500));

    private final Cluster cluster;
    private final Timeouts limits;
    private final Executor executor;
    private final Deadline deadline;
    private final List<AeroArrowException> earlier = new ArrayList<>();

    InfoAttempts(Cluster cluster, Timeouts limits, Executor executor) {
        this.cluster = cluster;
        this.limits = limits;
        this.executor = executor;
        this.deadline = Deadline.start(limits);
    }

    /** The timeouts of the next attempt. */
    Timeouts timeouts() {
        Duration patience = FIRST_PATIENCE.multipliedBy(1L << Math.min(earlier.size(), MOST_DOUBLINGS));
        Duration socket = patience.compareTo(limits.socket()) < 0 ? patience : limits.socket();
        return limits.withSocket(socket).withTotal(Duration.ofNanos(Math.max(1, deadline.remainingNanos())));
    }

    /**
     * Runs the next attempt after a pause.
     *
     * @param failure of the last attempt
     * @param what what has failed, for the error
     * @return the final error if there is no next attempt; otherwise null
     */
    @Nullable
    AeroArrowException again(AeroArrowException failure, String what, Runnable next) {
        if (!failure.retryable()) {
            return failure;
        }
        Duration pause =
                PAUSES.pause(earlier.size() + 1, ThreadLocalRandom.current().nextDouble());
        if (pause.toNanos() >= deadline.remainingNanos()) {
            return missed(failure, what);
        }
        earlier.add(failure);
        cluster.meters().retried();
        cluster.requestRefresh();
        CompletableFuture<?> unused = Delay.of(cluster, pause, executor).thenRun(next);
        return null;
    }

    private AeroArrowException missed(AeroArrowException failure, String what) {
        AeroArrowException atNode = lastAtNode(failure);
        DeadlineExceededException error = new DeadlineExceededException(
                Limit.TOTAL,
                limits.total(),
                what + ", within " + limits.total().toMillis() + " ms; the last failure: " + failure.getMessage()
                        + (atNode == failure ? "" : "; the last one at a node: " + atNode.getMessage()),
                failure);
        ErrorDetails<DeadlineExceededException> details = ErrorDetails.of(error).after(earlier);
        atNode.node().ifPresent(details::atNode);
        return details.error();
    }

    /** The last failure at a node: later on, the client may have dropped the node. */
    private AeroArrowException lastAtNode(AeroArrowException failure) {
        if (failure.node().isPresent()) {
            return failure;
        }
        for (int i = earlier.size() - 1; i >= 0; i--) {
            if (earlier.get(i).node().isPresent()) {
                return earlier.get(i);
            }
        }
        return failure;
    }
}

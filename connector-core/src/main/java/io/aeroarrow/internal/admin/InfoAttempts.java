package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
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

/**
 * An info request that waits for the cluster to heal: its attempts, their timeouts, and the pauses between them. They run
 * one after another, so no lock is needed.
 *
 * @param <T> the result
 */
abstract sealed class InfoAttempts<T> permits AnyNodeCall, ClusterSurvey, WholeCluster {

    /** How long the first attempt waits for a silent node. It doubles with each attempt, up to the socket timeout. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);

    private static final int MOST_DOUBLINGS = 10;
    private static final Backoff PAUSES = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500));

    private final Cluster cluster;
    private final Timeouts limits;
    private final Executor executor;
    private final String unanswered;
    private final Deadline deadline;
    private final List<AeroArrowException> earlier = new ArrayList<>();
    private final CompletableFuture<T> result = new CompletableFuture<>();

    /**
     * @param unanswered what has failed if no attempt succeeds, for the error
     */
    InfoAttempts(Cluster cluster, Timeouts limits, Executor executor, String unanswered) {
        this.cluster = cluster;
        this.limits = limits;
        this.executor = executor;
        this.unanswered = unanswered;
        this.deadline = Deadline.start(limits);
    }

    /** Starts the first attempt. */
    final CompletableFuture<T> start() {
        attempt();
        return result;
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        try {
            ClusterView view = cluster.view();
            if (view.isKnown()) {
                ask(view);
            } else {
                again(ClusterView.noNode());
            }
        } catch (AeroArrowException e) {
            fail(e);
        }
    }

    /**
     * Makes an attempt, which ends with {@link #complete}, {@link #fail} or {@link #again}.
     *
     * @param view {@linkplain ClusterView#isKnown() is known}; a later view may not be
     */
    abstract void ask(ClusterView view);

    final void complete(T answer) {
        result.complete(answer);
    }

    final void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    final Executor executor() {
        return executor;
    }

    /** The timeouts of the next attempt. */
    final Timeouts timeouts() {
        Duration patience = FIRST_PATIENCE.multipliedBy(1L << Math.min(earlier.size(), MOST_DOUBLINGS));
        Duration socket = patience.compareTo(limits.socket()) < 0 ? patience : limits.socket();
        return limits.withSocket(socket).withTotal(Duration.ofNanos(Math.max(1, deadline.remainingNanos())));
    }

    /** Runs the next attempt after a pause; fails if there is none. */
    final void again(AeroArrowException failure) {
        if (!failure.retryable()) {
            fail(failure);
            return;
        }
        Duration pause =
                PAUSES.pause(earlier.size() + 1, ThreadLocalRandom.current().nextDouble());
        if (pause.toNanos() >= deadline.remainingNanos()) {
            fail(missed(failure));
            return;
        }
        earlier.add(failure);
        cluster.meters().retried();
        cluster.requestRefresh();
        CompletableFuture<?> unused = Delay.of(cluster, pause, executor).thenRun(this::attempt);
    }

    private AeroArrowException missed(AeroArrowException failure) {
        AeroArrowException atNode = lastAtNode(failure);
        DeadlineExceededException error = new DeadlineExceededException(
                Limit.TOTAL,
                limits.total(),
                unanswered + ", within " + limits.total().toMillis() + " ms; the last failure: " + failure.getMessage()
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

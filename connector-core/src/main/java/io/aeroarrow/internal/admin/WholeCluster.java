package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.policy.Timeouts;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Waits until all nodes of a cluster answer and each partition of a namespace has a master: what must run on all nodes
 * should not start before. A node may be lost later all the same.
 */
public final class WholeCluster {

    private static final String STATUS = "status";

    private final Cluster cluster;
    private final String namespace;
    private final Executor executor;
    private final InfoAttempts attempts;
    private final CompletableFuture<ClusterView> result = new CompletableFuture<>();

    private WholeCluster(Cluster cluster, String namespace, Timeouts timeouts, Executor executor) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.executor = executor;
        this.attempts = new InfoAttempts(cluster, timeouts, executor);
    }

    /**
     * Waits up to the total timeout.
     *
     * @return the view of the cluster. Fails if there is no such namespace; with
     *     {@link io.aeroarrow.error.DeadlineExceededException}, which names a node that does not answer, if the cluster has
     *     not healed in time
     */
    public static CompletableFuture<ClusterView> await(
            Cluster cluster, String namespace, Timeouts timeouts, Executor executor) {
        WholeCluster wait = new WholeCluster(cluster, namespace, timeouts, executor);
        wait.attempt();
        return wait.result;
    }

    private void attempt() {
        try {
            ClusterView view = cluster.view();
            if (!view.isKnown()) {
                again(new ConnectionFailedException("no node of the cluster answers; its seeds are tried again"));
            } else if (!view.partitions(namespace).orphans().isEmpty()) {
                again(new ConnectionFailedException(
                        view.partitions(namespace).orphans().cardinality() + " partitions of namespace '" + namespace
                                + "' have no master"));
            } else {
                ask(view);
            }
        } catch (AeroArrowException e) {
            result.completeExceptionally(e);
        }
    }

    private void ask(ClusterView view) {
        CompletableFuture<?> unused = NodeAnswers.ask(view.nodes(), List.of(STATUS), attempts.timeouts(), executor)
                .thenAccept(answers -> answers.failures().values().stream()
                        .min(Comparator.comparing(AeroArrowException::retryable))
                        .ifPresentOrElse(this::again, () -> result.complete(view)));
    }

    private void again(AeroArrowException failure) {
        AeroArrowException last = attempts.again(failure, "not all nodes of the cluster answered", this::attempt);
        if (last != null) {
            result.completeExceptionally(last);
        }
    }
}

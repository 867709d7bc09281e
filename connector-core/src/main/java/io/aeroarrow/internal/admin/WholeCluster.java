package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.policy.Timeouts;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Waits until all nodes of a cluster answer and each partition of a namespace has a master: what must run on all nodes
 * should not start before. A node may be lost later all the same.
 */
public final class WholeCluster extends InfoAttempts<ClusterView> {

    private static final String STATUS = "status";

    private final String namespace;

    private WholeCluster(Cluster cluster, String namespace, Timeouts timeouts, Executor executor) {
        super(cluster, timeouts, executor, "not all nodes of the cluster answered");
        this.namespace = namespace;
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
        return new WholeCluster(cluster, namespace, timeouts, executor).start();
    }

    @Override
    void ask(ClusterView view) {
        BitSet orphans = view.partitions(namespace).orphans();
        if (!orphans.isEmpty()) {
            again(new ConnectionFailedException(
                    orphans.cardinality() + " partitions of namespace '" + namespace + "' have no master"));
            return;
        }
        CompletableFuture<?> unused = NodeAnswers.ask(view.nodes(), List.of(STATUS), timeouts(), executor())
                .thenAccept(answers -> answers.failures().values().stream()
                        .min(Comparator.comparing(AeroArrowException::retryable))
                        .ifPresentOrElse(this::again, () -> complete(view)));
    }
}

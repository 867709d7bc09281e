package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.InfoCall;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.policy.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * An info request that any node can answer, and that changes nothing. It asks one node after another. If none of them
 * answers, it waits for the cluster to heal, and asks again until the total timeout.
 */
final class AnyNodeCall {

    /**
     * The answer of a node.
     *
     * @param view the cluster at the time of the request. It {@linkplain ClusterView#isKnown() is known}; a later view may
     *     not be.
     */
    record Answer(ClusterView view, Map<String, String> values) {}

    private final Cluster cluster;
    private final List<String> names;
    private final Executor executor;
    private final InfoAttempts attempts;
    private final CompletableFuture<Answer> result = new CompletableFuture<>();

    private AnyNodeCall(Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        this.cluster = cluster;
        this.names = names;
        this.executor = executor;
        this.attempts = new InfoAttempts(cluster, timeouts, executor);
    }

    static CompletableFuture<Answer> start(Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        AnyNodeCall call = new AnyNodeCall(cluster, names, timeouts, executor);
        call.attempt();
        return call.result;
    }

    private void attempt() {
        try {
            ClusterView view = cluster.view();
            if (!view.isKnown()) {
                again(new ConnectionFailedException("no node of the cluster answers; its seeds are tried again"));
            } else {
                ask(view, 0);
            }
        } catch (AeroArrowException e) {
            result.completeExceptionally(e);
        }
    }

    private void ask(ClusterView view, int next) {
        Node node = view.nodes().get(next);
        CompletableFuture<?> unused = InfoCall.start(node, names, attempts.timeouts(), executor)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        result.complete(new Answer(view, answer));
                        return;
                    }
                    AeroArrowException error = NodeAnswers.atNode(node, failure);
                    if (isFinal(error)) {
                        result.completeExceptionally(error);
                    } else if (next + 1 < view.nodes().size()) {
                        ask(view, next + 1);
                    } else {
                        again(error);
                    }
                });
    }

    /** Whether no other node must be asked. A wrong password at all nodes could lock out a user. */
    private static boolean isFinal(AeroArrowException failure) {
        return failure instanceof ClientClosedException
                || failure instanceof CancelledException
                || failure instanceof AccessRefusedException;
    }

    private void again(AeroArrowException failure) {
        AeroArrowException last = attempts.again(failure, "no node answered the info request " + names, this::attempt);
        if (last != null) {
            result.completeExceptionally(last);
        }
    }
}

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

    private final Cluster cluster;
    private final List<String> names;
    private final Executor executor;
    private final InfoAttempts attempts;
    private final CompletableFuture<Map<String, String>> result = new CompletableFuture<>();

    private AnyNodeCall(Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        this.cluster = cluster;
        this.names = names;
        this.executor = executor;
        this.attempts = new InfoAttempts(cluster, timeouts, executor);
    }

    static CompletableFuture<Map<String, String>> start(
            Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        AnyNodeCall call = new AnyNodeCall(cluster, names, timeouts, executor);
        call.attempt();
        return call.result;
    }

    private void attempt() {
        try {
            ClusterView view = cluster.view();
            if (view.nodes().isEmpty() || view.namespaces().isEmpty()) {
                again(new ConnectionFailedException("no node of the cluster answers; its seeds are tried again"));
            } else {
                ask(view.nodes(), 0);
            }
        } catch (AeroArrowException e) {
            result.completeExceptionally(e);
        }
    }

    private void ask(List<Node> nodes, int next) {
        Node node = nodes.get(next);
        CompletableFuture<?> unused = InfoCall.start(node, names, attempts.timeouts(), executor)
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        result.complete(answer);
                        return;
                    }
                    AeroArrowException error = NodeAnswers.atNode(node, failure);
                    if (isFinal(error)) {
                        result.completeExceptionally(error);
                    } else if (next + 1 < nodes.size()) {
                        ask(nodes, next + 1);
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

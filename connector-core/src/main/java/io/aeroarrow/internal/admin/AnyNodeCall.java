package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
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
final class AnyNodeCall extends InfoAttempts<AnyNodeCall.Answer> {

    /**
     * The answer of a node.
     *
     * @param view the cluster at the time of the request. It {@linkplain ClusterView#isKnown() is known}; a later view may
     *     not be.
     */
    record Answer(ClusterView view, Map<String, String> values) {}

    private final List<String> names;

    private AnyNodeCall(Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        super(cluster, timeouts, executor, "no node answered the info request " + names);
        this.names = names;
    }

    static CompletableFuture<Answer> start(Cluster cluster, List<String> names, Timeouts timeouts, Executor executor) {
        return new AnyNodeCall(cluster, names, timeouts, executor).start();
    }

    @Override
    void ask(ClusterView view) {
        ask(view, 0);
    }

    private void ask(ClusterView view, int next) {
        Node node = view.nodes().get(next);
        CompletableFuture<?> unused = InfoCall.start(node, names, timeouts(), executor())
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        complete(new Answer(view, answer));
                        return;
                    }
                    AeroArrowException error = NodeAnswers.atNode(node, failure);
                    if (isFinal(error)) {
                        fail(error);
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
}

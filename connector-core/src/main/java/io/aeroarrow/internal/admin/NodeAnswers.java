package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.InfoCall;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.policy.Timeouts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The answers of several nodes to one info request.
 *
 * @param values the values of each node that answered, by name
 * @param failures the error of each node that did not answer; each names its node
 */
record NodeAnswers(Map<Node, Map<String, String>> values, Map<Node, AeroArrowException> failures) {

    /** Asks all nodes at once. The future does not fail. */
    static CompletableFuture<NodeAnswers> ask(
            List<Node> nodes, List<String> names, Timeouts timeouts, Executor executor) {
        NodeAnswers answers = new NodeAnswers(new LinkedHashMap<>(), new LinkedHashMap<>());
        return CompletableFuture.allOf(nodes.stream()
                        .map(node -> InfoCall.start(node, names, timeouts, executor)
                                .handle((values, failure) -> answers.add(node, values, failure)))
                        .toArray(CompletableFuture[]::new))
                .thenApply(all -> answers);
    }

    private synchronized NodeAnswers add(Node node, @Nullable Map<String, String> answer, @Nullable Throwable failure) {
        if (answer != null) {
            values.put(node, answer);
        } else if (failure != null) {
            failures.put(node, atNode(node, failure));
        }
        return this;
    }

    /** The error of a request to a node, which it names. */
    static AeroArrowException atNode(Node node, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        AeroArrowException error = cause instanceof AeroArrowException known
                ? known
                : new ConnectionFailedException("an info request failed unexpectedly", cause);
        return ErrorDetails.of(error).atNode(node.toString()).error();
    }
}

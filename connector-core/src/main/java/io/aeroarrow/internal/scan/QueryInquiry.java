package io.aeroarrow.internal.scan;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.internal.admin.QueryStatusParser;
import io.aeroarrow.internal.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The question to a silent node whether it still runs a query. */
final class QueryInquiry {

    private static final Logger LOG = LoggerFactory.getLogger(QueryInquiry.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Node node;
    private final CompletableFuture<NodeProgress> answer;

    private QueryInquiry(Node node, CompletableFuture<NodeProgress> answer) {
        this.node = node;
        this.answer = answer;
    }

    /** Sends the question; does not wait for the answer. */
    static QueryInquiry start(Node node, long queryId) {
        String name = node.build().queryCommand("query-show", queryId);
        return new QueryInquiry(
                node,
                node.ask(List.of(name), TIMEOUT)
                        .thenApply(values -> QueryStatusParser.progress(node.toString(), name, values)));
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /** The answer, once {@link #isAnswered}; null if the node gave none that can be used. */
    @Nullable
    NodeProgress answer() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            LOG.debug("cannot ask {} whether it still runs a query", node, e);
            return null;
        }
    }
}

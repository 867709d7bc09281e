package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.InfoCall;
import io.aeroarrow.internal.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells nodes to end queries that nobody reads any more: a node notices a closed connection only when it has a record to
 * send, which may be never. Nobody waits for it, and if it fails the query runs to its end.
 */
public final class QueryAborts {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAborts.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<Long, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

    /** Has a node end a query, soon. */
    void abort(Node node, long queryId) {
        String id = Long.toUnsignedString(queryId);
        // Servers before 8.1 know the second name only.
        List<String> names = List.of("query-abort:id=" + id, "query-abort:trid=" + id);
        CompletableFuture<Map<String, String>> call = InfoCall.start(node, names, Runnable::run);
        underWay.put(queryId, call);
        CompletableFuture<?> unused = call.whenComplete((answer, failure) -> {
            underWay.remove(queryId);
            if (failure != null) {
                LOG.info("query {} could not be ended at {}: {}", id, node, failure.getMessage());
            } else {
                LOG.debug("query {} was to be ended at {}: {}", id, node, answer.values());
            }
        });
    }

    /** Waits a moment for those that are under way, before the connections are closed. */
    public void await() {
        CompletableFuture<?> all = CompletableFuture.allOf(underWay.values().toArray(CompletableFuture[]::new));
        try {
            all.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a query could not be ended before the client was closed", e);
        }
    }
}

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
 * Tells nodes to end queries that no client reads any more. A node notices a closed connection only when it has a
 * record to send, which may never happen. The call is asynchronous; if it fails, the query runs to its end.
 */
public final class QueryAborts {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAborts.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Map<Long, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();

    /** Tells a node to end a query; does not wait for the answer. */
    void abort(Node node, long queryId) {
        String id = Long.toUnsignedString(queryId);
        // Servers before 8.1 know only the second name.
        List<String> names = List.of("query-abort:id=" + id, "query-abort:trid=" + id);
        CompletableFuture<Map<String, String>> call = InfoCall.start(node, names, Runnable::run);
        inFlight.put(queryId, call);
        CompletableFuture<?> unused = call.whenComplete((answer, failure) -> {
            inFlight.remove(queryId);
            if (failure != null) {
                LOG.info("cannot abort query {} at {}: {}", id, node, failure.getMessage());
            } else {
                LOG.debug("asked to abort query {} at {}: {}", id, node, answer.values());
            }
        });
    }

    /** Waits up to one second for the aborts in flight. Call it before the connections are closed. */
    public void await() {
        CompletableFuture<?> all = CompletableFuture.allOf(inFlight.values().toArray(CompletableFuture[]::new));
        try {
            all.get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("a query was not aborted before the client was closed", e);
        }
    }
}

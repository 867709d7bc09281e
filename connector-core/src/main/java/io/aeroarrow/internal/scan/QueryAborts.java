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

    /** The queries that nodes may be running, by their ids. */
    private final Map<Long, Node> running = new ConcurrentHashMap<>();

    private final Map<Long, CompletableFuture<?>> inFlight = new ConcurrentHashMap<>();

    /** Remembers a query, until {@link #ended} or {@link #abort}. */
    void started(Node node, long queryId) {
        running.put(queryId, node);
    }

    /** Forgets a query that has ended, or whose connection is about to be closed. */
    void ended(long queryId) {
        running.remove(queryId);
    }

    /** Tells the nodes to end all queries; does not wait for the answers. */
    public void abortAll() {
        running.forEach((queryId, node) -> abort(node, queryId));
    }

    /** Tells a node to end a query; does not wait for the answer. Only the first call for a query has an effect. */
    void abort(Node node, long queryId) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        if (inFlight.putIfAbsent(queryId, answered) != null) {
            return;
        }
        if (running.remove(queryId) == null) {
            inFlight.remove(queryId);
            return;
        }
        String id = Long.toUnsignedString(queryId);
        List<String> names = List.of(node.build().queryCommand("query-abort", queryId));
        CompletableFuture<?> unused = InfoCall.startUpkeep(node, names).whenComplete((answer, failure) -> {
            inFlight.remove(queryId);
            answered.complete(null);
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

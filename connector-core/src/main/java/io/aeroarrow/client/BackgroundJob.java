package io.aeroarrow.client;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.admin.NodeProgress.State;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.admin.Delay;
import io.aeroarrow.internal.admin.QueryStatusParser;
import io.aeroarrow.internal.admin.StartJobCall;
import io.aeroarrow.internal.admin.WholeCluster;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.InfoCall;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.record.CallerThreadExecutor;
import io.aeroarrow.internal.request.BackgroundQuery;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.query.BackgroundRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server-side write or delete that is running. It continues without this client until it is done or aborted. A node
 * that restarts drops it.
 *
 * <p>Each node looks at 10,000 records a second at most, unless it is configured otherwise.
 */
public final class BackgroundJob {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundJob.class);
    private static final Duration POLL_PAUSE = Duration.ofMillis(100);

    private final Cluster cluster;
    private final Executor executor;
    private final long id;
    /** By the id of the node; a node without records of the set has not started. */
    private final Map<String, Boolean> started;

    private BackgroundJob(Cluster cluster, Executor executor, long id, Map<String, Boolean> started) {
        this.cluster = cluster;
        this.executor = executor;
        this.id = id;
        this.started = started;
    }

    /** Waits until all nodes answer, and starts on all of them; if one refuses then, the others are told to stop. */
    static CompletableFuture<BackgroundJob> start(Cluster cluster, BackgroundRequest request, Executor executor) {
        return WholeCluster.await(cluster, request.namespace(), Timeouts.LOOKUP, executor)
                .thenCompose(view -> start(cluster, view.nodes(), request, executor));
    }

    private static CompletableFuture<BackgroundJob> start(
            Cluster cluster, List<Node> nodes, BackgroundRequest request, Executor executor) {
        BackgroundQuery query = new BackgroundQuery(request);
        long id = ThreadLocalRandom.current().nextLong() | 1;
        Timeouts timeouts = Timeouts.WRITE.withSocket(request.socketTimeout());
        List<CompletableFuture<Boolean>> starts = nodes.stream()
                .map(node -> StartJobCall.start(node, buffers -> query.encode(id, node.build()), timeouts, executor)
                        .thenApply(code -> isStarted(code, node)))
                .toList();
        return CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new))
                .thenApply(all -> new BackgroundJob(cluster, executor, id, started(nodes, starts)))
                .exceptionallyCompose(
                        failure -> new BackgroundJob(cluster, executor, id, started(nodes, starts)).stopAfter(failure));
    }

    /** Which nodes have started, or may have. */
    private static Map<String, Boolean> started(List<Node> nodes, List<CompletableFuture<Boolean>> starts) {
        Map<String, Boolean> started = new LinkedHashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            CompletableFuture<Boolean> start = starts.get(i);
            started.put(nodes.get(i).id(), start.isCompletedExceptionally() || start.join());
        }
        return started;
    }

    private static boolean isStarted(int resultCode, Node node) {
        if (ResultCode.NOT_FOUND.is(resultCode)) {
            return false;
        }
        if (!ResultCode.OK.is(resultCode)) {
            throw ErrorDetails.of(ServerErrorException.of(resultCode, "starting a background request at " + node))
                    .atNode(node.toString())
                    .error();
        }
        return true;
    }

    private CompletableFuture<BackgroundJob> stopAfter(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (started.size() > 1 && cause instanceof AeroArrowException error) {
            // Others may have begun.
            ErrorDetails.of(error).inDoubt();
        }
        if (cause instanceof ClientClosedException) {
            return CompletableFuture.failedFuture(cause);
        }
        return abortAsync().handle((none, abortFailure) -> {
            if (abortFailure != null) {
                LOG.warn("background request {} could not be stopped on all nodes", this, abortFailure);
            }
            throw new CompletionException(cause);
        });
    }

    /** The same, its futures completed by another executor. */
    BackgroundJob over(Executor other) {
        return new BackgroundJob(cluster, other, id, started);
    }

    /** {@return the number under which the nodes know it, in {@code query-show}} */
    public String id() {
        return Long.toUnsignedString(id);
    }

    /**
     * Asks each node how far it has come.
     *
     * @return one entry for each node
     * @throws AeroArrowException if a node does not answer
     */
    public List<NodeProgress> progress() {
        return call(BackgroundJob::progressAsync, false);
    }

    /**
     * As {@link #progress()}, without a thread that waits.
     *
     * @return a future of the result
     */
    public CompletableFuture<List<NodeProgress>> progressAsync() {
        Map<String, Node> now = nodes();
        List<CompletableFuture<NodeProgress>> asked = new ArrayList<>();
        started.forEach((nodeId, hasStarted) -> asked.add(progress(nodeId, hasStarted, now.get(nodeId))));
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<NodeProgress> progress(String nodeId, boolean hasStarted, @Nullable Node node) {
        if (!hasStarted) {
            return CompletableFuture.completedFuture(
                    NodeProgress.of(nodeId, State.NOTHING_TO_DO).withPercent(100));
        }
        if (node == null) {
            return CompletableFuture.completedFuture(NodeProgress.of(nodeId, State.UNKNOWN));
        }
        String name = node.build().queryCommand("query-show", id);
        return InfoCall.start(node, List.of(name), executor)
                .thenApply(answer -> QueryStatusParser.progress(nodeId, name, answer));
    }

    /** Stops the request on all nodes. Changes made so far stay. */
    public void abort() {
        call(BackgroundJob::abortAsync, true);
    }

    /**
     * As {@link #abort()}, without a thread that waits.
     *
     * @return completes when all nodes have been asked
     */
    public CompletableFuture<Void> abortAsync() {
        Map<String, Node> now = nodes();
        List<CompletableFuture<?>> told = new ArrayList<>();
        started.forEach((nodeId, hasStarted) -> {
            Node node = now.get(nodeId);
            if (hasStarted && node != null) {
                List<String> names = List.of(node.build().queryCommand("query-abort", id));
                told.add(InfoCall.start(node, names, executor));
            }
        });
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new));
    }

    /**
     * Waits until all nodes are done.
     *
     * @param patience the longest to wait
     * @return what they did
     * @throws DeadlineExceededException if they are not done in time; the request goes on
     * @throws AeroArrowException if a node has stopped, forgotten the request or left the cluster: then it is in
     *     doubt what was done
     */
    public List<NodeProgress> await(Duration patience) {
        return call(job -> job.awaitAsync(patience), true);
    }

    /**
     * As {@link #await}, without a thread that waits.
     *
     * @param patience the longest to wait
     * @return a future of the result
     */
    public CompletableFuture<List<NodeProgress>> awaitAsync(Duration patience) {
        return await(patience, System.nanoTime() + patience.toNanos());
    }

    private CompletableFuture<List<NodeProgress>> await(Duration patience, long end) {
        return progressAsync().handle(Look::new).thenCompose(look -> next(look, patience, end));
    }

    /** What asking for the progress has come to. */
    private record Look(
            @Nullable List<NodeProgress> progress, @Nullable Throwable failure) {}

    private CompletableFuture<List<NodeProgress>> next(Look look, Duration patience, long end) {
        List<NodeProgress> progress = look.progress;
        Throwable failure = look.failure;
        if (progress != null) {
            progress.forEach(this::requireGoing);
            if (progress.stream().allMatch(NodeProgress::isComplete)) {
                return CompletableFuture.completedFuture(progress);
            }
        } else if (failure != null && !isPassing(failure)) {
            return CompletableFuture.failedFuture(failure);
        }
        if (System.nanoTime() - end > 0) {
            return CompletableFuture.failedFuture(new DeadlineExceededException(
                    DeadlineExceededException.Limit.TOTAL,
                    patience,
                    "background request " + id() + " was not done after " + patience.toMillis() + " ms and goes on: "
                            + (failure == null ? progress : failure.getMessage()),
                    failure));
        }
        return Delay.of(cluster, POLL_PAUSE, executor).thenCompose(none -> await(patience, end));
    }

    private void requireGoing(NodeProgress progress) {
        if (progress.state() == State.ABORTED) {
            throw ServerErrorException.of(
                    ResultCode.QUERY_ABORT.code(), "background request " + id() + " at node " + progress.node());
        }
        if (progress.state() == State.UNKNOWN) {
            throw ErrorDetails.of(ServerErrorException.of(
                            ResultCode.NOT_FOUND.code(),
                            "background request " + id() + " is not known at node " + progress.node()
                                    + " any more, which has restarted, left, or done much else since; asking for it"))
                    .inDoubt()
                    .error();
        }
    }

    /** A node that does not answer may come back, and then tells whether it still knows. */
    private static boolean isPassing(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ConnectionFailedException || cause instanceof DeadlineExceededException;
    }

    private Map<String, Node> nodes() {
        Map<String, Node> nodes = new LinkedHashMap<>();
        cluster.view().nodes().forEach(node -> nodes.put(node.id(), node));
        return nodes;
    }

    private <T> T call(Function<BackgroundJob, CompletableFuture<T>> operation, boolean writes) {
        CallerThreadExecutor caller = new CallerThreadExecutor();
        return caller.await(operation.apply(over(caller)), writes);
    }

    @Override
    public String toString() {
        return "background request " + id();
    }
}

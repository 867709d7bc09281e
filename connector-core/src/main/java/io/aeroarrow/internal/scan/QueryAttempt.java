package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.request.QueryRequest;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a query. It queries all nodes that hold pending partitions at the same time, and returns the records
 * as they arrive. A failure at a node ends only the query of that node; its partitions stay pending.
 */
final class QueryAttempt implements AutoCloseable {

    private final QueryContext context;
    private final ScanProgress progress;
    private final QueryRequest.Spec spec;
    private final QueryErrors errors;
    private final int maxNodes;
    private final AnswerStreams streams;
    private final NodeQuery.Starter starter;
    private final RecordIntake intake;
    private final SilenceWatch silence;
    private final Map<AnswerStream, NodeQuery> running = new LinkedHashMap<>();
    /** The shares without a running query. */
    private final Deque<NodeShare> waiting = new ArrayDeque<>();

    private @Nullable NodeQuery current;
    /** Runs once the caller has used the records of the last {@link #fill}: it may free their memory. */
    private Runnable after = QueryAttempt::nothing;

    private @Nullable AeroArrowException failure;
    private boolean advanced;
    private boolean paused;

    /**
     * @param maxNodes the number of nodes to query at the same time, 0 for all
     * @param streams owned and closed by this attempt
     */
    QueryAttempt(
            QueryContext context, QueryRequest.Spec spec, ScanProgress progress, int maxNodes, AnswerStreams streams) {
        this.context = context;
        this.spec = spec;
        this.errors = new QueryErrors(spec);
        this.progress = progress;
        this.maxNodes = maxNodes;
        this.streams = streams;
        this.starter = new NodeQuery.Starter(context, spec, progress, streams);
        this.intake = new RecordIntake(progress, spec.index() != null);
        this.silence = new SilenceWatch(context.deadline());
    }

    /**
     * Sends the first query to each node.
     *
     * @param route chooses the replica by attempt
     * @param maxRecords the number of records that the scan still wants, 0 for all
     */
    void start(ClusterView view, Route route, int attempt, WindowSizes windows, long maxRecords) {
        PartitionMap map;
        try {
            map = view.partitions(spec.namespace());
        } catch (ConnectionFailedException e) {
            failure = e;
            return;
        }
        NodeShares shares = new NodeShares(progress.pending(), map, route, attempt);
        failure = shares.failure();
        waiting.addAll(shares.list(windows, maxRecords));
        startNodes();
    }

    private void startNodes() {
        while (!waiting.isEmpty() && (maxNodes == 0 || running.size() < maxNodes)) {
            start(waiting.remove());
        }
    }

    private void start(NodeShare next) {
        try {
            NodeQuery query = starter.start(next, silence.waited());
            running.put(query.answers(), query);
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = QueryErrors.at(next.node(), e);
        }
    }

    /** What went wrong, if anything did. */
    @Nullable
    AeroArrowException failure() {
        return failure;
    }

    /** Whether a record arrived, or a partition was read to its end. */
    boolean advanced() {
        return advanced;
    }

    /**
     * Adds records to an empty block, and waits for the first one. If this method throws, the records already added
     * count as read and are not sent again.
     *
     * @return false when no node has more records
     */
    boolean fill(RecordBlock block, int most) {
        while (true) {
            Runnable due = after;
            after = QueryAttempt::nothing;
            due.run();
            NodeQuery query = current;
            if (query != null) {
                take(query, block, most);
                if (block.size() > 0) {
                    advanced = true;
                    return true;
                }
                continue;
            }
            startNodes();
            if (running.isEmpty()) {
                return false;
            }
            await();
        }
    }

    /** Takes the received records of one node. Work that would free their memory waits for the next call. */
    private void take(NodeQuery query, RecordBlock block, int most) {
        while (block.size() < most) {
            RecordCursor message = block.get(block.size());
            if (!query.decoder().next(message)) {
                leave(query::release);
                return;
            }
            int resultCode = message.resultCode();
            // An error at the start of a query comes without the last-message flag.
            if (message.isLast() || !(ResultCode.OK.is(resultCode) || message.isPartitionDone())) {
                leave(() -> ended(query, resultCode));
                return;
            }
            if (message.isPartitionDone()) {
                query.markUnavailable(message.donePartition());
            } else if (!intake.add(query, message, block)) {
                leave(() -> giveUp(query));
                return;
            }
        }
    }

    private static void nothing() {}

    private void leave(Runnable next) {
        current = null;
        after = next;
    }

    private void ended(NodeQuery query, int resultCode) {
        running.remove(query.answers());
        if (ResultCode.OK.is(resultCode)) {
            completed(query);
            return;
        }
        query.abandon();
        AeroArrowException error = errors.of(resultCode, query.node());
        failure = error;
        if (!Retries.passes(resultCode, true)) {
            throw error;
        }
    }

    private void completed(NodeQuery query) {
        BitSet partitions = query.completed();
        progress.done(partitions);
        advanced |= !partitions.isEmpty();
        query.answered(silence.waited());
        if (query.hasUnavailable()) {
            failure = errors.of(ResultCode.UNAVAILABLE.code(), query.node());
        }
        if (query.share().isDone()) {
            query.finish();
        } else {
            continueAfter(query);
        }
    }

    /** Queries the node for its next partitions, if possible on the same connection. */
    private void continueAfter(NodeQuery query) {
        NodeQuery next;
        try {
            next = starter.startAfter(query, silence.waited());
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = QueryErrors.at(query.node(), e);
            return;
        }
        if (next == null) {
            waiting.addFirst(query.share());
        } else {
            running.put(next.answers(), next);
        }
    }

    private void lost(NodeQuery query, AeroArrowException cause) {
        giveUp(query);
        failure = QueryErrors.at(query.node(), cause);
    }

    /** Ends the query of a node, where it may still run. */
    private void giveUp(NodeQuery query) {
        running.remove(query.answers());
        query.abort();
    }

    private void await() {
        if (context.deadline().isOver()) {
            throw context.deadline().missed("the scan did not end");
        }
        pauseOthers();
        long start = System.nanoTime();
        AnswerStreams.Event event = streams.poll(silence.tick());
        long nanos = System.nanoTime() - start;
        context.meter().waited(nanos);
        boolean due = silence.isDue(nanos);
        if (event != null) {
            accept(event);
        }
        if (due) {
            giveUpSilent();
        }
    }

    /**
     * While incomplete records hold too much memory, reads only the node that has sent most of one; the bytes of the
     * others stay with their nodes. Their silence does not count.
     */
    private void pauseOthers() {
        NodeQuery read = streams.memory().isOver()
                ? running.values().stream()
                        .filter(query -> query.heldBytes() > 0)
                        .max(Comparator.comparingLong(NodeQuery::heldBytes))
                        .orElse(null)
                : null;
        if (read == null && !paused) {
            return;
        }
        paused = read != null;
        for (NodeQuery query : running.values()) {
            boolean pause = paused && query != read;
            query.answers().pause(pause);
            if (pause) {
                query.heard(silence.waited());
            }
        }
    }

    private void accept(AnswerStreams.Event event) {
        NodeQuery query = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (query == null) {
                received.bytes().release();
            } else {
                query.heard(silence.waited());
                query.offer(received.bytes());
                current = query;
            }
        } else if (event instanceof AnswerStreams.Sent && query != null) {
            query.sent(silence.waited());
        } else if (event instanceof AnswerStreams.Broken broken && query != null) {
            broken(query, broken.cause());
        }
    }

    private void broken(NodeQuery query, Throwable cause) {
        if (query.isSent() || !(cause instanceof AeroArrowException notConnected)) {
            lost(query, new ConnectionFailedException("the connection to " + query.node() + " broke", cause));
            return;
        }
        lost(query, notConnected);
        if (!notConnected.retryable()) {
            throw notConnected;
        }
    }

    private void giveUpSilent() {
        for (NodeQuery query : List.copyOf(running.values())) {
            AeroArrowException reason = silence.check(query);
            if (reason != null) {
                if (reason instanceof DeadlineExceededException && query.isSent()) {
                    query.share().silent();
                }
                lost(query, reason);
            }
        }
    }

    @Override
    public void close() {
        current = null;
        waiting.clear();
        List.copyOf(running.values()).forEach(this::giveUp);
        streams.close();
    }
}

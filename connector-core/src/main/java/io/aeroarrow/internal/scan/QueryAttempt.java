package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.model.PartitionSet;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt of a query. It queries all nodes that hold pending partitions at the same time, and returns the records
 * as they arrive. A failure at a node ends only the query of that node; its partitions stay pending.
 */
final class QueryAttempt implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAttempt.class);

    /** Result codes after which another attempt, perhaps at another node, may succeed. */
    private static final Set<ResultCode> TRANSIENT = EnumSet.of(
            ResultCode.TIMEOUT,
            ResultCode.UNAVAILABLE,
            ResultCode.QUERY_ABORT,
            ResultCode.CLUSTER_KEY_MISMATCH,
            ResultCode.FORBIDDEN,
            ResultCode.INDEX_NOT_READABLE);

    /** A node query that is not started yet, because of the limit on concurrent nodes. */
    private record Waiting(Node node, BitSet partitions, long maxRecords) {}

    private final ScanProgress progress;
    private final QueryRequest.Spec spec;
    private final int maxNodes;
    private final QueryAborts aborts;
    private final Deadline deadline;
    private final ScanMeter meter;
    private final AnswerStreams streams;
    private final Map<AnswerStream, NodeQuery> running = new LinkedHashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable NodeQuery current;
    /** Runs once the caller has used the records of the last {@link #fill}: it may free their memory. */
    private Runnable after = QueryAttempt::nothing;

    private @Nullable AeroArrowException failure;
    private boolean advanced;

    /**
     * @param maxNodes the number of nodes to query at the same time, 0 for all
     * @param streams owned and closed by this attempt
     */
    QueryAttempt(
            ScanProgress progress,
            QueryRequest.Spec spec,
            int maxNodes,
            QueryAborts aborts,
            Deadline deadline,
            ScanMeter meter,
            AnswerStreams streams) {
        this.progress = progress;
        this.spec = spec;
        this.maxNodes = maxNodes;
        this.aborts = aborts;
        this.deadline = deadline;
        this.meter = meter;
        this.streams = streams;
    }

    /**
     * Sends the queries.
     *
     * @param route chooses the replica by attempt
     * @param maxRecords the number of records that the scan still wants, 0 for all
     */
    void start(ClusterView view, Route route, int attempt, long maxRecords) {
        PartitionMap map;
        try {
            map = view.partitions(spec.namespace());
        } catch (ConnectionFailedException e) {
            failure = e;
            return;
        }
        Map<Node, BitSet> shares = new LinkedHashMap<>();
        BitSet orphans = new BitSet();
        progress.pending().stream().forEach(partition -> {
            Node owner = route.holder(map, partition, attempt);
            if (owner == null) {
                orphans.set(partition);
            } else {
                shares.computeIfAbsent(owner, node -> new BitSet()).set(partition);
            }
        });
        if (!orphans.isEmpty()) {
            failure = new PartitionsUnavailableException(
                    PartitionSet.of(orphans.stream().boxed().toList()),
                    "no node holds " + orphans.cardinality() + " partitions, the first one is "
                            + orphans.nextSetBit(0));
        }
        // Rounded up, so that the shares add up to enough; the scan itself stops at the limit.
        long share = maxRecords == 0 ? 0 : (maxRecords + shares.size() - 1) / Math.max(1, shares.size());
        shares.forEach((node, partitions) -> waiting.add(new Waiting(node, partitions, share)));
        startNodes();
    }

    private void startNodes() {
        while (!waiting.isEmpty() && (maxNodes == 0 || running.size() < maxNodes)) {
            start(waiting.remove());
        }
    }

    private void start(Waiting next) {
        try {
            NodeQuery query = NodeQuery.start(
                    next.node(), next.partitions(), next.maxRecords(), spec, progress, streams, deadline, aborts);
            running.put(query.answers(), query);
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = ErrorDetails.of(e).atNode(next.node().toString()).error();
        }
    }

    /** What went wrong, if anything did. */
    @Nullable
    AeroArrowException failure() {
        return failure;
    }

    /** Whether a record arrived. */
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
                leave(query.decoder()::release);
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
            } else if (!add(query, message, block)) {
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

    /**
     * Adds a record if it is new.
     *
     * @return false if the record is out of order, which ends the query of its node
     */
    private boolean add(NodeQuery query, RecordCursor record, RecordBlock block) {
        if (record.digest() == 0) {
            throw new ProtocolViolationException(query.node() + " sent a record without a digest");
        }
        if (spec.index() != null && !record.hasIndexValue()) {
            throw new ProtocolViolationException(query.node() + " sent a record without its index value");
        }
        int partition = KeyDigester.partition(record.digest());
        query.count(partition);
        if (progress.advanceInOrder(partition, record)) {
            block.add();
            return true;
        }
        switch (progress.arrival(partition, record)) {
            case NEW -> {
                progress.advance(partition, record);
                block.add();
            }
            case REPEATED -> progress.advance(partition, record);
            case DUPLICATE ->
                throw new ProtocolViolationException(
                        query.node() + " sent a record of partition " + partition + " a second time");
            case OUT_OF_ORDER -> {
                LOG.warn(
                        "{} sent a record of partition {} out of order; the scan resumes after the record before it",
                        query.node(),
                        partition);
                return false;
            }
        }
        return true;
    }

    private void ended(NodeQuery query, int resultCode) {
        if (ResultCode.OK.is(resultCode)) {
            running.remove(query.answers());
            query.finish();
            query.completed().stream().forEach(progress::done);
            if (query.hasUnavailable()) {
                failure = ErrorDetails.of(ServerErrorException.of(ResultCode.UNAVAILABLE.code(), what() + query.node()))
                        .atNode(query.node().toString())
                        .error();
            }
            return;
        }
        AeroArrowException error = ErrorDetails.of(ServerErrorException.of(resultCode, what() + query.node()))
                .atNode(query.node().toString())
                .error();
        running.remove(query.answers());
        query.abandon();
        failure = error;
        if (TRANSIENT.stream().noneMatch(code -> code.is(resultCode))) {
            throw error;
        }
    }

    private String what() {
        String where = "set '" + spec.set() + "' of namespace '" + spec.namespace() + "' at ";
        return spec.index() == null
                ? "scanning " + where
                : "querying " + spec.index().index() + " of " + where;
    }

    private void lost(NodeQuery query, AeroArrowException cause) {
        giveUp(query);
        failure = ErrorDetails.of(cause).atNode(query.node().toString()).error();
    }

    /** Ends the query of a node, where it may still run. */
    private void giveUp(NodeQuery query) {
        running.remove(query.answers());
        query.abort();
    }

    private void await() {
        if (deadline.isOver()) {
            throw deadline.missed("the scan did not end");
        }
        long start = System.nanoTime();
        AnswerStreams.Event event = streams.poll(deadline);
        meter.waitedSince(start);
        if (event == null) {
            DeadlineExceededException silence = deadline.missed(
                    List.copyOf(running.values()).stream().map(NodeQuery::node).toList() + " sent nothing");
            List.copyOf(running.values()).forEach(query -> lost(query, silence));
            return;
        }
        NodeQuery query = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (query == null) {
                received.bytes().release();
            } else {
                query.decoder().offer(received.bytes());
                current = query;
            }
        } else if (event instanceof AnswerStreams.Broken broken && query != null) {
            lost(query, new ConnectionFailedException("the connection to " + query.node() + " broke", broken.cause()));
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

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
 * Asks all nodes at once for the partitions that a scan still misses, and gives their records as they come. What goes
 * wrong with a node ends that node's part alone; its partitions stay missing.
 */
final class QueryAttempt implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(QueryAttempt.class);

    /** Answers after which another attempt, perhaps at another node, may succeed. */
    private static final Set<ResultCode> PASSING = EnumSet.of(
            ResultCode.TIMEOUT,
            ResultCode.UNAVAILABLE,
            ResultCode.QUERY_ABORT,
            ResultCode.CLUSTER_KEY_MISMATCH,
            ResultCode.FORBIDDEN,
            ResultCode.INDEX_NOT_READABLE);

    /** A node that waits for its turn. */
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
    /** What is left to do with the node that records came from, once they have been used. */
    private Runnable after = QueryAttempt::nothing;

    private @Nullable AeroArrowException failure;
    private boolean advanced;

    /**
     * @param maxNodes how many nodes to ask at the same time, 0 for all
     * @param streams are the round's, which closes them
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
     * @param route which replica to ask, by attempt
     * @param maxRecords how many records the scan still wants, 0 for all
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
                    "no node holds " + orphans.cardinality() + " partitions, the first of them "
                            + orphans.nextSetBit(0));
        }
        // Rounded up, so that all shares together are enough; the scan itself stops at the limit.
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
            NodeQuery scan = NodeQuery.start(
                    next.node(), next.partitions(), next.maxRecords(), spec, progress, streams, deadline, aborts);
            running.put(scan.answers(), scan);
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

    /** Whether any record came. */
    boolean advanced() {
        return advanced;
    }

    /**
     * Adds records to an empty block, waiting for the first. A failure after it passes over them: once given, they count
     * as read.
     *
     * @return false once no node has more to say
     */
    boolean fill(RecordBlock block, int most) {
        while (true) {
            Runnable due = after;
            after = QueryAttempt::nothing;
            due.run();
            NodeQuery scan = current;
            if (scan != null) {
                take(scan, block, most);
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

    /** Takes records of what has come from a node. What would give back their memory waits for the next call. */
    private void take(NodeQuery scan, RecordBlock block, int most) {
        while (block.size() < most) {
            RecordCursor message = block.get(block.size());
            if (!scan.decoder().next(message)) {
                leave(scan.decoder()::release);
                return;
            }
            int resultCode = message.resultCode();
            // Errors at the start of a query come without the mark of the last message.
            if (message.isLast() || !(ResultCode.OK.is(resultCode) || message.isPartitionDone())) {
                leave(() -> ended(scan, resultCode));
                return;
            }
            if (message.isPartitionDone()) {
                scan.markUnavailable(message.donePartition());
            } else if (!add(scan, message, block)) {
                leave(() -> giveUp(scan));
                return;
            }
        }
    }

    private static void nothing() {}

    private void leave(Runnable next) {
        current = null;
        after = next;
    }

    /** Adds a record if it is new; false if it is out of order, which ends its node's part. */
    private boolean add(NodeQuery scan, RecordCursor record, RecordBlock block) {
        if (record.digest() == 0) {
            throw new ProtocolViolationException(scan.node() + " sent a record without a digest");
        }
        if (spec.index() != null && !record.hasIndexValue()) {
            throw new ProtocolViolationException(scan.node() + " sent a record without its value in the index");
        }
        int partition = KeyDigester.partition(record.digest());
        scan.counted(partition);
        if (progress.takenNext(partition, record)) {
            block.add();
            return true;
        }
        switch (progress.arrival(partition, record)) {
            case NEW -> {
                progress.taken(partition, record);
                block.add();
            }
            case GIVEN_BEFORE -> progress.taken(partition, record);
            case SAME_AGAIN ->
                throw new ProtocolViolationException(
                        scan.node() + " sent a record of partition " + partition + " a second time");
            case OUT_OF_ORDER -> {
                LOG.warn(
                        "{} sent a record of partition {} out of order; the scan asks again behind the one before",
                        scan.node(),
                        partition);
                return false;
            }
        }
        return true;
    }

    private void ended(NodeQuery scan, int resultCode) {
        if (ResultCode.OK.is(resultCode)) {
            running.remove(scan.answers());
            scan.finish();
            scan.completed().stream().forEach(progress::done);
            if (scan.hasUnavailable()) {
                failure = atNode(ServerErrorException.of(ResultCode.UNAVAILABLE.code(), what() + scan.node()), scan);
            }
            return;
        }
        AeroArrowException error = atNode(ServerErrorException.of(resultCode, what() + scan.node()), scan);
        running.remove(scan.answers());
        scan.abandon();
        failure = error;
        if (PASSING.stream().noneMatch(code -> code.is(resultCode))) {
            throw error;
        }
    }

    private String what() {
        String where = "set '" + spec.set() + "' of namespace '" + spec.namespace() + "' at ";
        return spec.index() == null
                ? "scanning " + where
                : "querying " + spec.index().index() + " of " + where;
    }

    private void lost(NodeQuery scan, AeroArrowException cause) {
        giveUp(scan);
        failure = atNode(cause, scan);
    }

    private static AeroArrowException atNode(AeroArrowException error, NodeQuery scan) {
        return ErrorDetails.of(error).atNode(scan.node().toString()).error();
    }

    /** Ends a node's part, whose query may still run. */
    private void giveUp(NodeQuery scan) {
        running.remove(scan.answers());
        scan.abort(aborts);
    }

    private void await() {
        if (deadline.isOver()) {
            throw deadline.missed("the scan was not done");
        }
        long start = System.nanoTime();
        AnswerStreams.Event event = streams.poll(deadline);
        meter.waitedSince(start);
        if (event == null) {
            DeadlineExceededException silence = deadline.missed(
                    List.copyOf(running.values()).stream().map(NodeQuery::node).toList() + " sent nothing");
            List.copyOf(running.values()).forEach(scan -> lost(scan, silence));
            return;
        }
        NodeQuery scan = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (scan == null) {
                received.bytes().release();
            } else {
                scan.decoder().offer(received.bytes());
                current = scan;
            }
        } else if (event instanceof AnswerStreams.Broken broken && scan != null) {
            lost(scan, new ConnectionFailedException("the connection to " + scan.node() + " broke", broken.cause()));
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

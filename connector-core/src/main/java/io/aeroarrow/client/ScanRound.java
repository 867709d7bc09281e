package io.aeroarrow.client;

import io.aeroarrow.cluster.Node;
import io.aeroarrow.cluster.PartitionMap;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.net.ChunkQueue;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.QueryRequest;
import io.aeroarrow.protocol.RecordCursor;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks all nodes at once for the partitions that a scan still misses, and gives their records as they come. What goes
 * wrong with a node ends that node's part alone; its partitions stay missing.
 */
final class ScanRound implements AutoCloseable {

    /** Answers after which another attempt, perhaps at another node, may succeed. */
    private static final Set<ResultCode> PASSING = EnumSet.of(
            ResultCode.TIMEOUT,
            ResultCode.UNAVAILABLE,
            ResultCode.QUERY_ABORT,
            ResultCode.CLUSTER_KEY_MISMATCH,
            ResultCode.FORBIDDEN);

    private final ScanProgress progress;
    private final Deadline deadline;
    private final ChunkQueue chunks = new ChunkQueue();
    private final Map<Connection, NodeScan> running = new LinkedHashMap<>();
    private @Nullable NodeScan current;
    private @Nullable AeroArrowException failure;
    private boolean advanced;

    ScanRound(ScanProgress progress, Deadline deadline) {
        this.progress = progress;
        this.deadline = deadline;
    }

    /**
     * Sends the queries.
     *
     * @param attempt 0 for the masters, more to prefer other replicas
     * @param maxRecords how many records the scan still wants, 0 for all
     */
    void start(QueryRequest.Spec spec, PartitionMap map, int attempt, long maxRecords) {
        Map<Node, BitSet> shares = new LinkedHashMap<>();
        BitSet orphans = new BitSet();
        progress.pending().stream().forEach(partition -> {
            Node owner = map.ownerForAttempt(attempt, partition);
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
        shares.forEach((node, partitions) -> startNode(node, partitions, share, spec));
    }

    private void startNode(Node node, BitSet partitions, long share, QueryRequest.Spec spec) {
        try {
            NodeScan scan = NodeScan.start(node, partitions, share, spec, progress, chunks, deadline);
            running.put(scan.connection(), scan);
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = e.atNode(node.toString());
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

    /** The next record, waiting for it; null once no node has more to say. */
    @Nullable
    RecordCursor next() {
        while (true) {
            NodeScan scan = current;
            if (scan != null) {
                RecordCursor record = nextOf(scan);
                if (record != null) {
                    advanced = true;
                    return record;
                }
            }
            if (running.isEmpty()) {
                return null;
            }
            await();
        }
    }

    /** The next record in what has come from a node; null if it needs more bytes or has ended. */
    private @Nullable RecordCursor nextOf(NodeScan scan) {
        while (scan.decoder().next()) {
            RecordCursor message = scan.decoder().record();
            if (message.isLast()) {
                ended(scan, message.resultCode());
                return null;
            }
            if (message.isPartitionDone()) {
                scan.markUnavailable(message.donePartition());
            } else if (ResultCode.OK.is(message.resultCode())) {
                checkRecord(scan, message);
                return message;
            } else {
                // Errors at the start of a query come without the mark of the last message.
                ended(scan, message.resultCode());
                return null;
            }
        }
        current = null;
        return null;
    }

    private void checkRecord(NodeScan scan, RecordCursor record) {
        long digest = record.digest();
        if (digest == 0) {
            throw new ProtocolViolationException(scan.node() + " sent a record without a digest");
        }
        int partition = KeyDigester.partition(digest);
        scan.counted(partition);
        if (progress.isRepeated(partition, digest)) {
            throw new ProtocolViolationException(
                    scan.node() + " sent a record of partition " + partition + " a second time");
        }
    }

    private void ended(NodeScan scan, int resultCode) {
        current = null;
        if (ResultCode.OK.is(resultCode)) {
            running.remove(scan.connection());
            scan.finish();
            scan.completed().stream().forEach(progress::done);
            if (scan.hasUnavailable()) {
                failure = ServerErrorException.of(ResultCode.UNAVAILABLE.code(), "scanning at " + scan.node());
            }
            return;
        }
        ServerErrorException error = ServerErrorException.of(resultCode, "scanning at " + scan.node());
        lost(scan, error);
        if (PASSING.stream().noneMatch(code -> code.is(resultCode))) {
            throw error;
        }
    }

    private void lost(NodeScan scan, AeroArrowException cause) {
        running.remove(scan.connection());
        scan.abandon();
        failure = cause.atNode(scan.node().toString());
    }

    private void await() {
        if (deadline.isOver()) {
            throw deadline.missed("the scan was not done");
        }
        ChunkQueue.Event event = deadline.poll(chunks);
        if (event == null) {
            DeadlineExceededException silence = deadline.missed(
                    List.copyOf(running.values()).stream().map(NodeScan::node).toList() + " sent nothing");
            List.copyOf(running.values()).forEach(scan -> lost(scan, silence));
            return;
        }
        NodeScan scan = running.get(event.connection());
        if (event instanceof ChunkQueue.Received received) {
            if (scan == null) {
                received.bytes().release();
            } else {
                scan.decoder().offer(received.bytes());
                current = scan;
            }
        } else if (event instanceof ChunkQueue.Broken broken && scan != null) {
            lost(scan, new ConnectionFailedException("the connection to " + scan.node() + " broke", broken.cause()));
        }
    }

    @Override
    public void close() {
        current = null;
        running.values().forEach(NodeScan::abandon);
        running.clear();
        chunks.close();
    }
}

package io.aeroarrow.internal.scan;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.request.QueryRequest;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;

/** One node's part in a round of a scan: a connection, and what comes in on it. */
final class NodeQuery {

    private final Node node;
    private final BitSet partitions;
    private final long maxRecords;
    private final long queryId;
    private final AnswerStream answers;
    private final RecordDecoder decoder = new RecordDecoder();
    private final BitSet unavailable = new BitSet();
    /** That of the last record; -1 before the first. */
    private int partition = -1;

    private long records;

    private NodeQuery(Node node, BitSet partitions, long maxRecords, long queryId, AnswerStream answers) {
        this.node = node;
        this.partitions = partitions;
        this.maxRecords = maxRecords;
        this.queryId = queryId;
        this.answers = answers;
    }

    /** Sends the query for some partitions to a node. */
    static NodeQuery start(
            Node node,
            BitSet partitions,
            long maxRecords,
            QueryRequest.Spec spec,
            ScanProgress progress,
            AnswerStreams streams,
            Deadline deadline,
            QueryAborts aborts) {
        QueryRequest.Share share = share(partitions, maxRecords, progress);
        // Zero would let the server choose.
        long queryId = ThreadLocalRandom.current().nextLong() | 1;
        try {
            AnswerStream answers = streams.start(
                    node.pool(), buffers -> QueryRequest.encode(spec, share, queryId, node.build()), deadline);
            return new NodeQuery(node, partitions, maxRecords, queryId, answers);
        } catch (CancelledException e) {
            // The query may have been sent before the thread was interrupted.
            aborts.abort(node, queryId);
            throw e;
        }
    }

    private static QueryRequest.Share share(BitSet partitions, long maxRecords, ScanProgress progress) {
        QueryRequest.Share share = new QueryRequest.Share(maxRecords);
        partitions.stream().forEach(partition -> progress.addTo(share, partition));
        return share;
    }

    Node node() {
        return node;
    }

    AnswerStream answers() {
        return answers;
    }

    RecordDecoder decoder() {
        return decoder;
    }

    /** Counts a record and checks that it is of a partition that was asked for. */
    void counted(int recordPartition) {
        if (recordPartition != partition) {
            if (!partitions.get(recordPartition)) {
                throw new ProtocolViolationException(
                        node + " sent a record of partition " + recordPartition + ", which it was not asked for");
            }
            partition = recordPartition;
        }
        records++;
    }

    void markUnavailable(int partition) {
        if (partition < 0 || !partitions.get(partition)) {
            throw new ProtocolViolationException(
                    node + " reports on partition " + partition + ", which it was not asked for");
        }
        unavailable.set(partition);
    }

    boolean hasUnavailable() {
        return !unavailable.isEmpty();
    }

    /** The partitions that have been read to their end, once the stream has ended well. */
    BitSet completed() {
        BitSet completed = new BitSet();
        // A node that sent as many records as it was asked for may have more.
        if (maxRecords == 0 || records < maxRecords) {
            completed.or(partitions);
            completed.andNot(unavailable);
        }
        return completed;
    }

    /** Gives the connection back for the next exchange. */
    void finish() {
        if (decoder.hasBytes()) {
            abandon();
            throw new ProtocolViolationException(node + " sent bytes behind the end of a stream");
        }
        decoder.close();
        answers.finish();
    }

    /** Gives up a query that may still run. */
    void abort(QueryAborts aborts) {
        abandon();
        aborts.abort(node, queryId);
    }

    /** Closes the connection: what else may come on it must not reach anybody. */
    void abandon() {
        decoder.close();
        answers.abandon();
    }
}

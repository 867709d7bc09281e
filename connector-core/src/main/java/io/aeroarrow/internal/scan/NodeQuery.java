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

/**
 * The share of a {@link QueryAttempt} that one node answers: its partitions and the connection that carries the query.
 */
final class NodeQuery {

    private final Node node;
    private final BitSet partitions;
    private final long maxRecords;
    private final long queryId;
    private final AnswerStream answers;
    private final QueryAborts aborts;
    private final RecordDecoder decoder = new RecordDecoder();
    private final BitSet unavailable = new BitSet();
    /** The partition of the last record; -1 before the first. */
    private int partition = -1;

    private long records;

    private NodeQuery(
            Node node, BitSet partitions, long maxRecords, long queryId, AnswerStream answers, QueryAborts aborts) {
        this.node = node;
        this.partitions = partitions;
        this.maxRecords = maxRecords;
        this.queryId = queryId;
        this.answers = answers;
        this.aborts = aborts;
    }

    /** Sends a query for the given partitions to a node. */
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
        // A query id of 0 would let the server choose one.
        long queryId = ThreadLocalRandom.current().nextLong() | 1;
        aborts.started(node, queryId);
        try {
            AnswerStream answers = streams.start(
                    node.pool(), buffers -> QueryRequest.encode(spec, share, queryId, node.build()), deadline);
            return new NodeQuery(node, partitions, maxRecords, queryId, answers, aborts);
        } catch (CancelledException e) {
            // The query may already have been sent when the thread was interrupted.
            aborts.abort(node, queryId);
            throw e;
        } catch (RuntimeException e) {
            aborts.ended(queryId);
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

    /** Counts a record, and checks that its partition was requested. */
    void count(int recordPartition) {
        if (recordPartition != partition) {
            if (!partitions.get(recordPartition)) {
                throw new ProtocolViolationException(
                        node + " sent a record of partition " + recordPartition + ", which was not requested");
            }
            partition = recordPartition;
        }
        records++;
    }

    void markUnavailable(int partition) {
        if (partition < 0 || !partitions.get(partition)) {
            throw new ProtocolViolationException(
                    node + " reported partition " + partition + " as unavailable, which was not requested");
        }
        unavailable.set(partition);
    }

    boolean hasUnavailable() {
        return !unavailable.isEmpty();
    }

    /** The partitions that were read to their end. Valid once the answer has ended without an error. */
    BitSet completed() {
        BitSet completed = new BitSet();
        // A node that sent as many records as requested may hold more.
        if (maxRecords == 0 || records < maxRecords) {
            completed.or(partitions);
            completed.andNot(unavailable);
        }
        return completed;
    }

    /** Returns the connection to its pool. */
    void finish() {
        if (decoder.hasBytes()) {
            abandon();
            throw new ProtocolViolationException(node + " sent bytes after the end of its answer");
        }
        aborts.ended(queryId);
        decoder.close();
        answers.finish();
    }

    /** Closes the connection, and tells the node to end the query, which may still run. */
    void abort() {
        decoder.close();
        answers.abandon();
        aborts.abort(node, queryId);
    }

    /** Closes the connection, so that no later request receives the bytes still to come. */
    void abandon() {
        aborts.ended(queryId);
        decoder.close();
        answers.abandon();
    }
}

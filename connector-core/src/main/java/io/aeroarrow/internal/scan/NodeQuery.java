package io.aeroarrow.internal.scan;

import io.aeroarrow.admin.NodeProgress;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.request.QueryRequest;
import io.netty.buffer.ByteBuf;
import java.util.BitSet;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A query of some partitions that one node answers, and the connection that carries it. */
final class NodeQuery {

    /** How long the node has sent nothing, on the clock of {@link SilenceWatch}. */
    static final class Silence {
        /** When the last bytes arrived. */
        long heard;
        /** When the node was last asked whether it still runs the query. */
        long asked;

        @Nullable
        QueryInquiry inquiry;
        /** The node's last report that it runs the query. */
        @Nullable
        NodeProgress report;
        /** When the last report was asked for that differs from the one before. */
        long advanced;
        /** When the node first reported that it does not run the query. */
        long gone = Long.MAX_VALUE;
    }

    private final NodeShare share;
    private final BitSet partitions;
    private final long maxRecords;
    private final long queryId;
    private final AnswerStream answers;
    private long started;
    private final Silence silence = new Silence();
    private final ScanProgress progress;
    private final QueryAborts aborts;
    private final RecordDecoder decoder;
    private final MemoryBudget.Part memory;
    private final BitSet unavailable = new BitSet();
    /** The partition of the last record; -1 before the first. */
    private int partition = -1;

    private long records;
    private long frame;

    private NodeQuery(
            Starter starter, NodeShare share, BitSet partitions, long queryId, AnswerStream answers, long now) {
        this.share = share;
        this.progress = starter.progress();
        this.aborts = starter.context().aborts();
        this.partitions = partitions;
        this.maxRecords = share.maxRecords();
        this.queryId = queryId;
        this.answers = answers;
        this.decoder =
                new RecordDecoder(this::startFrame, starter.streams().memory().limit());
        this.memory = starter.streams().memory().part();
        sent(now);
    }

    /** Starts queries, all of the same kind. */
    record Starter(QueryContext context, QueryRequest.Spec spec, ScanProgress progress, AnswerStreams streams) {

        /**
         * Queries a node for the next partitions of its share.
         *
         * @param now the time on the clock of {@link SilenceWatch}
         */
        NodeQuery start(NodeShare share, long now) {
            BitSet partitions = share.next();
            long queryId = newId(share);
            try {
                AnswerStream answers =
                        streams.start(share.node().pool(), encoder(share, partitions, queryId), context.deadline());
                return new NodeQuery(this, share, partitions, queryId, answers, now);
            } catch (CancelledException e) {
                // The query may already have been sent when the thread was interrupted.
                context.aborts().abort(share.node(), queryId);
                throw e;
            } catch (RuntimeException e) {
                context.aborts().ended(queryId);
                throw e;
            }
        }

        private long newId(NodeShare share) {
            // A query id of 0 would let the server choose one.
            long queryId = ThreadLocalRandom.current().nextLong() | 1;
            context.aborts().started(share.node(), queryId);
            return queryId;
        }

        /**
         * As {@link #start}, on the connection of a query whose answer was read to its end.
         *
         * @return null if the connection cannot be used again
         */
        @Nullable
        NodeQuery startAfter(NodeQuery ended, long now) {
            if (!ended.isClean()) {
                ended.finish();
                return null;
            }
            NodeShare share = ended.share;
            BitSet partitions = share.next();
            context.aborts().ended(ended.queryId);
            ended.freeMemory();
            long queryId = newId(share);
            boolean sent = false;
            try {
                sent = ended.answers.sendAgain(encoder(share, partitions, queryId), context.deadline());
            } catch (CancelledException e) {
                context.aborts().abort(share.node(), queryId);
                throw e;
            } finally {
                if (!sent) {
                    context.aborts().ended(queryId);
                    share.putBack(partitions);
                }
            }
            return sent ? new NodeQuery(this, share, partitions, queryId, ended.answers, now) : null;
        }

        private RequestEncoder encoder(NodeShare share, BitSet partitions, long queryId) {
            QueryRequest.Share wanted = share(partitions, share.maxRecords(), progress);
            return buffers ->
                    QueryRequest.encode(spec, wanted, queryId, share.node().build());
        }
    }

    private static QueryRequest.Share share(BitSet partitions, long maxRecords, ScanProgress progress) {
        QueryRequest.Share share = new QueryRequest.Share(maxRecords);
        progress.addTo(share, partitions);
        return share;
    }

    Node node() {
        return share.node();
    }

    NodeShare share() {
        return share;
    }

    long id() {
        return queryId;
    }

    Silence silence() {
        return silence;
    }

    /** Whether the node was connected and the query sent. */
    boolean isSent() {
        return answers.isSent();
    }

    /** Notes that the query had to wait for a connection, and was sent now. */
    void sent(long now) {
        started = now;
        silence.heard = now;
        silence.asked = now;
        silence.advanced = now;
    }

    /** Notes that bytes have arrived. */
    void heard(long now) {
        silence.heard = now;
        silence.gone = Long.MAX_VALUE;
    }

    AnswerStream answers() {
        return answers;
    }

    private void startFrame() {
        frame = progress.startFrame();
    }

    /** The number of the frame that is being read. */
    long frame() {
        return frame;
    }

    RecordDecoder decoder() {
        return decoder;
    }

    /** Takes ownership of received bytes. */
    void offer(ByteBuf bytes) {
        decoder.offer(bytes);
        memory.set(decoder.heldBytes());
    }

    /** Releases received bytes whose records were used. */
    void release() {
        decoder.release();
        memory.set(decoder.heldBytes());
    }

    /** The size of a record that has arrived in part, and of received bytes. */
    long heldBytes() {
        return decoder.heldBytes();
    }

    private void freeMemory() {
        decoder.close();
        memory.set(0);
    }

    /** Counts a record, and checks that its partition was requested. */
    void count(int recordPartition) {
        if (recordPartition != partition) {
            if (!partitions.get(recordPartition)) {
                throw new ProtocolViolationException(
                        node() + " sent a record of partition " + recordPartition + ", which was not requested");
            }
            partition = recordPartition;
        }
        records++;
    }

    void markUnavailable(int partition) {
        if (partition < 0 || !partitions.get(partition)) {
            throw new ProtocolViolationException(
                    node() + " reported partition " + partition + " as unavailable, which was not requested");
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

    /** Tells the share of the node that the answer has ended. */
    void answered(long now) {
        share.answered(partitions.cardinality(), records, now - started);
    }

    private boolean isClean() {
        return !decoder.hasBytes();
    }

    /** Ends the stream of an answer that was read to its end. */
    void finish() {
        aborts.ended(queryId);
        boolean clean = isClean();
        freeMemory();
        answers.finish(!clean);
    }

    /** Closes the connection, and tells the node to end the query, which may still run. */
    void abort() {
        freeMemory();
        boolean sent = isSent();
        answers.abandon();
        if (sent) {
            aborts.abort(node(), queryId);
        } else {
            aborts.ended(queryId);
        }
    }

    /** Closes the connection, so that no later request receives the bytes still to come. */
    void abandon() {
        aborts.ended(queryId);
        freeMemory();
        answers.abandon();
    }
}

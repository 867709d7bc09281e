package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.request.BatchReadRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** The requests of a batch read that are under way, and the memory of the answers that wait for their turn. */
final class NodeBatches implements AutoCloseable {

    /** More at a node do not make it quicker, and the answers to those that are ahead would have to wait. */
    private static final int AT_ONCE = 4;

    private final AnswerStreams streams;
    private final BatchReadSpec spec;
    private final IntToLongFunction digests;
    private final Deadline deadline;
    private final OrderedAnswers answers;
    private final Map<AnswerStream, NodeBatch> running = new LinkedHashMap<>();
    /** Those that have ended, well or not, with answers that may not have been read. */
    private final List<NodeBatch> ended = new ArrayList<>();

    private @Nullable AeroArrowException failure;

    /**
     * @param streams closed with this
     */
    NodeBatches(
            AnswerStreams streams,
            BatchReadSpec spec,
            IntToLongFunction digests,
            Deadline deadline,
            OrderedAnswers answers) {
        this.streams = streams;
        this.spec = spec;
        this.digests = digests;
        this.deadline = deadline;
        this.answers = answers;
    }

    /** Asks a node for keys; a failure that may pass is told by {@link #await()}. */
    void send(Node node, int[] keys) {
        try {
            while (running.values().stream()
                            .filter(batch -> batch.node().equals(node))
                            .count()
                    >= AT_ONCE) {
                takeUpNext();
            }
            AnswerStream stream = start(
                    node,
                    buffers -> BatchReadRequest.encode(
                            spec.namespace(),
                            spec.set(),
                            spec.bins(),
                            spec.filter(),
                            node.build(),
                            spec.routing(),
                            digests,
                            keys,
                            deadline.serverMillis()));
            running.put(stream, new NodeBatch(node, stream, keys, answers));
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = e;
        }
    }

    /** Takes a connection; while all are busy, perhaps with this very batch, goes on with the answers to it. */
    private AnswerStream start(Node node, RequestEncoder request) {
        while (!running.isEmpty()) {
            AnswerStream started = streams.startIfFree(node.pool(), request, deadline);
            if (started != null) {
                return started;
            }
            takeUpNext();
        }
        return streams.start(node.pool(), request, deadline);
    }

    /**
     * Waits for all answers.
     *
     * @return what became of some that did not come, if asking again may help; null if all came
     */
    @Nullable
    AeroArrowException await() {
        while (!running.isEmpty()) {
            takeUpNext();
        }
        AeroArrowException result = failure;
        failure = null;
        return result;
    }

    private void takeUpNext() {
        AnswerStreams.Event event = streams.poll(deadline);
        if (event == null) {
            failure = deadline.missed(
                    running.values().stream().map(NodeBatch::node).toList() + " sent nothing");
            abandonAll();
            return;
        }
        NodeBatch batch = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (batch == null) {
                received.bytes().release();
                return;
            }
            takeUp(batch, received);
        } else if (event instanceof AnswerStreams.Broken broken && batch != null) {
            failure = new ConnectionFailedException("the connection to " + batch.node() + " broke", broken.cause());
            batch.abandon();
            end(batch);
        }
    }

    private void takeUp(NodeBatch batch, AnswerStreams.Received received) {
        boolean all = batch.read(received.bytes());
        answers.passOn();
        batch.release();
        if (all) {
            batch.finish();
            end(batch);
        }
        closeRead();
    }

    /** Gives memory back early, so that it is used again before it has left the cache. */
    private void closeRead() {
        Iterator<NodeBatch> each = ended.iterator();
        while (each.hasNext()) {
            NodeBatch batch = each.next();
            if (batch.lastKey() < answers.next()) {
                batch.close();
                each.remove();
            }
        }
    }

    private void end(NodeBatch batch) {
        running.remove(batch.stream());
        ended.add(batch);
    }

    private void abandonAll() {
        running.values().forEach(NodeBatch::abandon);
        ended.addAll(running.values());
        running.clear();
    }

    @Override
    public void close() {
        try (streams) {
            abandonAll();
            ended.forEach(NodeBatch::close);
        }
    }
}

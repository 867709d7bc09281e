package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.request.BatchReadRequest;
import io.aeroarrow.internal.request.ExpressionRead;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** The requests of a batch read in flight, and the memory of answers that wait for their turn. */
final class NodeBatches implements AutoCloseable {

    /** More requests in flight do not make a node faster, and their answers would have to wait for earlier keys. */
    private static final int MAX_IN_FLIGHT = 4;

    /** The answer to one request should not take more than this part of the memory that the batch read may hold. */
    private static final int REQUESTS_PER_LIMIT = 16;

    private final AnswerStreams streams;
    private final BatchReadSpec spec;
    private final IntToLongFunction digests;
    private final Deadline deadline;
    private final OrderedAnswers answers;
    private final Map<AnswerStream, NodeBatch> running = new LinkedHashMap<>();
    /** Requests that have ended, well or not, whose answers may not be consumed yet. */
    private final List<NodeBatch> ended = new ArrayList<>();

    private final MemoryBudget memory;
    private final MemoryBudget.Share share;
    private boolean mayRetry;
    private boolean paused;
    private long receivedBytes;
    private long answeredKeys;
    private @Nullable AeroArrowException failure;

    /**
     * @param streams owned and closed by this object
     * @param memory counts the memory of answers
     */
    NodeBatches(
            AnswerStreams streams,
            BatchReadSpec spec,
            IntToLongFunction digests,
            Deadline deadline,
            OrderedAnswers answers,
            MemoryBudget memory) {
        this.streams = streams;
        this.spec = spec;
        this.digests = digests;
        this.deadline = deadline;
        this.answers = answers;
        this.memory = memory;
        this.share = streams.memory();
    }

    /**
     * Starts an attempt.
     *
     * @param retryable whether another attempt may follow: until the last one, keys that a node temporarily refuses
     *     stay pending
     */
    void startAttempt(boolean retryable) {
        mayRetry = retryable;
    }

    /**
     * Whether the answer to a request for so many keys probably fits into the memory, with those that wait and those that
     * are on their way. Nodes close connections that nobody reads, so no more is requested.
     */
    boolean hasRoomFor(int keys) {
        long coming = running.values().stream().mapToInt(NodeBatch::unanswered).sum();
        return !share.isOver() && share.fits((coming + keys) * bytesPerKey());
    }

    /**
     * Waits for bytes of an answer and reads them.
     *
     * @return false if no request is in flight
     */
    boolean readNextIfRunning() {
        if (running.isEmpty()) {
            return false;
        }
        readNext();
        return true;
    }

    /** How many keys a request should have, by the size of the answers so far. */
    int keysPerRequest() {
        long fitting = share.limit() / REQUESTS_PER_LIMIT / bytesPerKey();
        return (int) Math.max(1, Math.min(spec.maxKeysPerRequest(), fitting));
    }

    private long bytesPerKey() {
        return answeredKeys == 0 ? memory.bytesPerKey() : Math.max(1, receivedBytes / answeredKeys);
    }

    /** Sends a request for keys to a node. {@link #await()} reports a retryable failure. */
    void send(Node node, int[] keys) {
        ExpressionRead.requireInLookup(spec.expressions(), node.build());
        try {
            while (running.values().stream()
                            .filter(batch -> batch.node().equals(node))
                            .count()
                    >= MAX_IN_FLIGHT) {
                if (answers.stopped()) {
                    return;
                }
                readNext();
            }
            AnswerStream stream = start(
                    node,
                    buffers -> BatchReadRequest.encode(
                            spec.namespace(),
                            spec.set(),
                            spec.bins(),
                            spec.expressions(),
                            spec.filter(),
                            node.build(),
                            spec.routing(),
                            digests,
                            keys,
                            deadline.serverMillis()));
            running.put(stream, new NodeBatch(node, stream, keys, answers, mayRetry, share));
        } catch (AeroArrowException e) {
            if (!e.retryable()) {
                throw e;
            }
            failure = e;
        }
    }

    /** Does not wait for the connection: a node that is slow to connect delays only its own keys. */
    private AnswerStream start(Node node, RequestEncoder request) {
        while (true) {
            try {
                return streams.start(node.pool(), request, deadline);
            } catch (DeadlineExceededException e) {
                // The pool must not wait, and perhaps this batch read has all of its connections.
                if (e.limit() != Limit.POOL || running.isEmpty()) {
                    throw e;
                }
                readNext();
            }
        }
    }

    /**
     * Waits for all answers.
     *
     * @return the failure of missing answers, if a retry may help; null if all arrived
     */
    @Nullable
    AeroArrowException await() {
        while (!running.isEmpty() && !answers.stopped()) {
            readNext();
        }
        AeroArrowException result = failure;
        failure = null;
        return result;
    }

    private void readNext() {
        pauseOthers();
        AnswerStreams.Event event = streams.poll(deadline);
        if (event == null) {
            failure = silent();
            abandonAll();
            return;
        }
        NodeBatch batch = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (batch == null) {
                received.bytes().release();
                return;
            }
            readAnswers(batch, received);
        } else if (event instanceof AnswerStreams.Broken broken && batch != null) {
            broken(batch, broken.cause());
        }
    }

    private void broken(NodeBatch batch, Throwable cause) {
        end(batch);
        batch.abandon();
        if (batch.stream().isSent() || !(cause instanceof AeroArrowException notConnected)) {
            failure = new ConnectionFailedException("the connection to " + batch.node() + " broke", cause);
            return;
        }
        if (!notConnected.retryable()) {
            throw notConnected;
        }
        failure = notConnected;
    }

    private AeroArrowException silent() {
        List<NodeBatch> sent = running.values().stream()
                .filter(batch -> batch.stream().isSent() && isRead(batch))
                .toList();
        return sent.isEmpty()
                ? running.values().iterator().next().node().pool().noConnection(deadline)
                : deadline.missed(sent.stream().map(NodeBatch::node).distinct().toList() + " sent nothing");
    }

    /**
     * While waiting answers hold too much memory, reads only the request with the next key; the bytes of the others stay
     * with their nodes. The next key is always read, so that the wait ends. A request without a connection pauses no
     * other: two batch reads could wait for each other's connections.
     */
    private void pauseOthers() {
        boolean pause = share.isOver()
                && running.values().stream().anyMatch(batch -> batch.stream().isSent() && batch.awaits(answers.next()));
        if (pause || paused) {
            paused = pause;
            running.values().forEach(batch -> batch.stream().pause(!isRead(batch)));
        }
    }

    private boolean isRead(NodeBatch batch) {
        return !paused || batch.awaits(answers.next());
    }

    private void readAnswers(NodeBatch batch, AnswerStreams.Received received) {
        receivedBytes += received.bytes().readableBytes();
        int before = batch.answered();
        boolean all = false;
        AeroArrowException refusal = null;
        try {
            all = batch.read(received.bytes());
        } catch (ServerErrorException e) {
            if (!e.retryable()) {
                throw e;
            }
            refusal = e;
        }
        answeredKeys += batch.answered() - before;
        answers.flushDue();
        batch.release();
        if (all) {
            // Before it can fail: closing this object must not end it again.
            end(batch);
            batch.finish();
            refusal = batch.refusal();
        } else if (refusal != null) {
            end(batch);
            batch.abandon();
        }
        if (refusal != null) {
            failure = refusal;
        }
        closeRead();
    }

    /** Releases memory early, so that it is reused while still in the cache. */
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
        List.copyOf(running.values()).forEach(batch -> {
            end(batch);
            batch.abandon();
        });
    }

    @Override
    public void close() {
        try (streams) {
            abandonAll();
            ended.forEach(NodeBatch::close);
            memory.bytesPerKey(bytesPerKey());
        }
    }
}

package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** One request of a batch read, with the answers that wait for their turn. */
final class NodeBatch implements AnswerConsumer, AutoCloseable {

    private final Node node;
    private final AnswerStream stream;
    private final RecordDecoder decoder;
    private final BatchAnswers rows;
    private final AnswerConsumer consumer;
    private final boolean mayRetry;
    private final int keys;
    private final int lastKey;
    private final MemoryBudget.Part memory;
    private @Nullable AeroArrowException refusal;

    /**
     * @param keys the indexes of the keys that were sent, ascending
     * @param mayRetry whether a key whose answer is a retryable error stays pending
     * @param share counts the memory of the answers
     */
    NodeBatch(
            Node node,
            AnswerStream stream,
            int[] keys,
            AnswerConsumer consumer,
            boolean mayRetry,
            MemoryBudget.Share share) {
        this.memory = share.part();
        this.decoder = new RecordDecoder(() -> {}, share.limit());
        this.node = node;
        this.stream = stream;
        this.consumer = consumer;
        this.mayRetry = mayRetry;
        this.rows = new BatchAnswers(node, keys, decoder, this);
        this.keys = keys.length;
        this.lastKey = keys[keys.length - 1];
    }

    Node node() {
        return node;
    }

    AnswerStream stream() {
        return stream;
    }

    /** The highest key of the request. This can be closed once its answer has been consumed. */
    int lastKey() {
        return lastKey;
    }

    /**
     * Reads received bytes; see {@link BatchAnswers#read}.
     *
     * @param bytes owned by this object
     */
    boolean read(ByteBuf bytes) {
        decoder.offer(bytes);
        memory.set(decoder.heldBytes());
        return rows.read();
    }

    @Override
    public boolean accept(int key, RecordCursor answer) {
        int resultCode = answer.resultCode();
        if (mayRetry && !ResultCode.OK.is(resultCode) && Retries.passes(resultCode, false)) {
            refusal = ServerErrorException.of(resultCode, "reading key " + key + " of a batch at " + node);
            return false;
        }
        return consumer.accept(key, answer);
    }

    /** The error of a key that stays pending although it is answered; null if there is none. */
    @Nullable
    AeroArrowException refusal() {
        return refusal;
    }

    /** The number of keys without an answer. */
    int unanswered() {
        return keys - rows.answered();
    }

    /** The number of keys answered so far. */
    int answered() {
        return rows.answered();
    }

    /** Whether the answer to a key, or only the end mark, is still to come. */
    boolean awaits(int key) {
        return rows.awaits(key);
    }

    /** Releases the bytes read last, except for answers that wait. */
    void release() {
        decoder.release();
        memory.set(decoder.heldBytes());
    }

    /** Ends the stream, when all answers have arrived. */
    void finish() {
        stream.finish(decoder.hasBytes());
    }

    /** Closes the connection; missing answers are lost. */
    void abandon() {
        stream.abandon();
    }

    /** Releases the memory of the answers. */
    @Override
    public void close() {
        decoder.close();
        memory.set(0);
    }
}

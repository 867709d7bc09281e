package io.aeroarrow.internal.batch;

import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.netty.buffer.ByteBuf;

/** One request of a batch read, and those answers to it whose turn has not come. */
final class NodeBatch implements AutoCloseable {

    private final Node node;
    private final AnswerStream stream;
    private final RecordDecoder decoder = new RecordDecoder();
    private final BatchAnswers rows;
    private final int lastKey;

    /**
     * @param keys the numbers of the keys that were sent, ascending
     */
    NodeBatch(Node node, AnswerStream stream, int[] keys, AnswerConsumer taker) {
        this.node = node;
        this.stream = stream;
        this.rows = new BatchAnswers(node, keys, decoder, taker);
        this.lastKey = keys[keys.length - 1];
    }

    Node node() {
        return node;
    }

    AnswerStream stream() {
        return stream;
    }

    /** The highest key that was sent; once its answer has been read, this can be closed. */
    int lastKey() {
        return lastKey;
    }

    /**
     * Takes up what has come in; as {@link BatchAnswers#read}.
     *
     * @param bytes owned by this from now on
     */
    boolean read(ByteBuf bytes) {
        decoder.offer(bytes);
        return rows.read();
    }

    /** Gives back what was taken up last, except for the answers that wait. */
    void release() {
        decoder.release();
    }

    /** Gives the connection back, once all answers are there. */
    void finish() {
        stream.finish();
    }

    /** Gives up what is missing. */
    void abandon() {
        stream.abandon();
    }

    /** Gives back the memory of the answers. */
    @Override
    public void close() {
        decoder.close();
    }
}

package io.aeroarrow.internal.batch;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import java.util.BitSet;

/** Reads the answers to one batch request: one for each key in any order, then the end mark. */
final class BatchAnswers {

    private final Node node;
    private final BitSet unanswered = new BitSet();
    private final RecordDecoder decoder;
    private final AnswerConsumer consumer;
    private int answered;

    /**
     * @param keys the indexes of the keys that were sent
     * @param decoder keeps the answers that the consumer reads later
     */
    BatchAnswers(Node node, int[] keys, RecordDecoder decoder, AnswerConsumer consumer) {
        this.node = node;
        this.decoder = decoder;
        this.consumer = consumer;
        for (int key : keys) {
            unanswered.set(key);
        }
    }

    /**
     * Passes the received answers to the consumer.
     *
     * @return whether all answers have arrived
     */
    boolean read() {
        while (decoder.next()) {
            RecordCursor message = decoder.record();
            if (message.isLast()) {
                end(message.resultCode());
                return true;
            }
            int key = message.batchIndex();
            if (key < 0 || !unanswered.get(key)) {
                throw new ProtocolViolationException(
                        node + " answered key " + key + " of a batch, which was not requested or is already answered");
            }
            unanswered.clear(key);
            answered++;
            if (consumer.accept(key, message)) {
                decoder.keep();
            }
        }
        return false;
    }

    /** The number of keys answered so far. */
    int answered() {
        return answered;
    }

    /** Whether the answer to a key, or only the end mark, is still to come. */
    boolean awaits(int key) {
        return unanswered.isEmpty() || unanswered.get(key);
    }

    private void end(int resultCode) {
        if (!ResultCode.OK.is(resultCode)) {
            throw ServerErrorException.of(resultCode, "a batch at " + node);
        }
        if (!unanswered.isEmpty()) {
            throw new ProtocolViolationException(node + " left " + unanswered.cardinality()
                    + " keys of a batch without an answer; the first one is key " + unanswered.nextSetBit(0));
        }
    }
}

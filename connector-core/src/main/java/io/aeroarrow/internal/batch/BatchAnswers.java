package io.aeroarrow.internal.batch;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Node;
import java.util.BitSet;

/** The rows that answer one request of a batch: one for each key, in any order, and then the end. */
final class BatchAnswers {

    private final Node node;
    private final BitSet unanswered = new BitSet();
    private final RecordDecoder decoder;
    private final AnswerConsumer taker;

    /**
     * @param keys the numbers of the keys that were sent
     * @param decoder keeps what the taker wants to read later
     */
    BatchAnswers(Node node, int[] keys, RecordDecoder decoder, AnswerConsumer taker) {
        this.node = node;
        this.decoder = decoder;
        this.taker = taker;
        for (int key : keys) {
            unanswered.set(key);
        }
    }

    /**
     * Passes on the answers that have come.
     *
     * @return whether all answers are there
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
                        node + " answered key " + key + " of a batch, which it was not asked for or has answered");
            }
            unanswered.clear(key);
            if (taker.take(key, message)) {
                decoder.keep();
            }
        }
        return false;
    }

    private void end(int resultCode) {
        if (!ResultCode.OK.is(resultCode)) {
            throw ServerErrorException.of(resultCode, "a batch at " + node);
        }
        if (!unanswered.isEmpty()) {
            throw new ProtocolViolationException(node + " left " + unanswered.cardinality()
                    + " keys of a batch without an answer, the first of them key " + unanswered.nextSetBit(0));
        }
        if (decoder.hasBytes()) {
            throw new ProtocolViolationException(node + " sent bytes behind the end of a batch");
        }
    }
}

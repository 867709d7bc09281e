package io.aeroarrow.client;

import io.aeroarrow.cluster.Node;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.ServerErrorException;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordDecoder;
import java.util.BitSet;

/** The rows that answer one request of a batch: one for each key, in any order, and then the end. */
final class BatchRows {

    private final Node node;
    private final BitSet unanswered;
    private final RecordDecoder decoder;

    /**
     * @param keys the indexes of the keys that were sent
     * @param decoder keeps what comes in
     */
    BatchRows(Node node, BitSet keys, RecordDecoder decoder) {
        this.node = node;
        this.unanswered = keys;
        this.decoder = decoder;
    }

    /**
     * Takes up the answers that have come.
     *
     * @param addresses gets, for each key, where its answer is
     * @return whether all answers are there
     */
    boolean read(long[] addresses) {
        while (decoder.next()) {
            RecordCursor message = decoder.record();
            if (message.isLast()) {
                end(message.resultCode());
                return true;
            }
            int index = message.batchIndex();
            if (index < 0 || !unanswered.get(index)) {
                throw new ProtocolViolationException(
                        node + " answered key " + index + " of a batch, which it was not asked for or has answered");
            }
            unanswered.clear(index);
            addresses[index] = message.address();
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

package io.aeroarrow.client;

import io.aeroarrow.cluster.Node;
import io.aeroarrow.net.AnswerStream;
import io.aeroarrow.protocol.RecordDecoder;
import java.util.BitSet;

/** One request of a batch, and the answers to it, which are kept where they came in. */
final class NodeBatch {

    private final Node node;
    private final AnswerStream answers;
    private final RecordDecoder decoder;
    private final BatchRows rows;

    /**
     * @param keys the indexes of the keys that were sent
     * @param decoder keeps what comes in; closed by whoever made it
     */
    NodeBatch(Node node, AnswerStream answers, BitSet keys, RecordDecoder decoder) {
        this.node = node;
        this.answers = answers;
        this.decoder = decoder;
        this.rows = new BatchRows(node, keys, decoder);
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

    /** As {@link BatchRows#read}. */
    boolean read(long[] addresses) {
        return rows.read(addresses);
    }

    /** Gives the connection back, once all answers are there. */
    void finish() {
        answers.finish();
    }

    /** Gives up what is missing. */
    void abandon() {
        answers.abandon();
    }
}

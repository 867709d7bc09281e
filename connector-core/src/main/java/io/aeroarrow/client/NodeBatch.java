package io.aeroarrow.client;

import io.aeroarrow.cluster.Node;
import io.aeroarrow.net.Connection;
import io.aeroarrow.protocol.RecordDecoder;
import java.util.BitSet;

/** One request of a batch, and the answers to it, which are kept where they came in. */
final class NodeBatch {

    private final Node node;
    private final Connection connection;
    private final RecordDecoder decoder;
    private final BatchRows rows;

    /**
     * @param keys the indexes of the keys that were sent
     * @param decoder keeps what comes in; closed by whoever made it
     */
    NodeBatch(Node node, Connection connection, BitSet keys, RecordDecoder decoder) {
        this.node = node;
        this.connection = connection;
        this.decoder = decoder;
        this.rows = new BatchRows(node, keys, decoder);
    }

    Node node() {
        return node;
    }

    Connection connection() {
        return connection;
    }

    RecordDecoder decoder() {
        return decoder;
    }

    /** As {@link BatchRows#read}. */
    boolean read(long[] addresses) {
        return rows.read(addresses);
    }
}

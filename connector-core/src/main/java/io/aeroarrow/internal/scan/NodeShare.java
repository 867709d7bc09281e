package io.aeroarrow.internal.scan;

import io.aeroarrow.internal.cluster.Node;
import java.util.BitSet;

/** The part of a {@link QueryAttempt} for one node: the partitions that it is still to be asked for. */
final class NodeShare {

    private final Node node;
    private final BitSet left;
    private final WindowSize window;
    private final boolean limited;
    private long wanted;

    /**
     * @param partitions owned by this share
     * @param maxRecords the number of records wanted from the node, 0 for all
     */
    NodeShare(Node node, BitSet partitions, WindowSize window, long maxRecords) {
        this.node = node;
        this.left = partitions;
        this.window = window;
        this.limited = maxRecords > 0;
        this.wanted = maxRecords;
    }

    Node node() {
        return node;
    }

    /** Whether the node has answered for all partitions, or has sent as many records as wanted. */
    boolean isDone() {
        return left.isEmpty() || (limited && wanted <= 0);
    }

    /** The number of records wanted from the node, 0 for all. */
    long maxRecords() {
        return limited ? wanted : 0;
    }

    /** Takes the partitions of the next query. */
    BitSet next() {
        int count = left.cardinality();
        int size = window.next(count);
        if (size >= count) {
            BitSet all = (BitSet) left.clone();
            left.clear();
            return all;
        }
        BitSet next = new BitSet();
        for (int partition = left.nextSetBit(0); size > 0; partition = left.nextSetBit(partition + 1)) {
            next.set(partition);
            size--;
        }
        left.andNot(next);
        return next;
    }

    /** Returns the partitions of a query that could not be sent. */
    void putBack(BitSet partitions) {
        left.or(partitions);
    }

    /** Notes that a query was given up because the node was silent. */
    void silent() {
        window.silent();
    }

    /**
     * Notes that the answer to a query has ended.
     *
     * @param waitNanos the time that the reader waited for it
     */
    void answered(int partitions, long records, long waitNanos) {
        wanted -= records;
        window.took(partitions, waitNanos);
    }
}

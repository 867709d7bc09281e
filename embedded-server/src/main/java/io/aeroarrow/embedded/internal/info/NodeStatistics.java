package io.aeroarrow.embedded.internal.info;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the node. */
public final class NodeStatistics {
    private final LongAdder opened = new LongAdder();
    private final LongAdder closed = new LongAdder();
    private final LongAdder infoComplete = new LongAdder();
    private final LongAdder demarshalErrors = new LongAdder();

    public void connectionOpened() {
        opened.increment();
    }

    public void connectionClosed() {
        closed.increment();
    }

    public void infoAnswered() {
        infoComplete.increment();
    }

    public void badFrame() {
        demarshalErrors.increment();
    }

    /** How many are open. */
    public long connections() {
        // In this order, so that one that closes meanwhile does not make it negative.
        long gone = closed.sum();
        return opened.sum() - gone;
    }

    long opened() {
        return opened.sum();
    }

    long closed() {
        return closed.sum();
    }

    long infoComplete() {
        return infoComplete.sum();
    }

    long demarshalErrors() {
        return demarshalErrors.sum();
    }
}

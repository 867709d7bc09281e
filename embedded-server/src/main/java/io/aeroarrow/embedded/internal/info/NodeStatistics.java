package io.aeroarrow.embedded.internal.info;

import java.util.concurrent.atomic.LongAdder;

/** The counters of a node. */
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

    /** The number of open connections. */
    public long connections() {
        // Read first, so that a connection that closes concurrently cannot make the result negative.
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

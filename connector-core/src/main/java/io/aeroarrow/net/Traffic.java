package io.aeroarrow.net;

import java.util.concurrent.atomic.LongAdder;

/** Counts what goes to and from one node. */
final class Traffic {

    private final LongAdder opened = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();

    void opened() {
        opened.increment();
    }

    void failed() {
        failures.increment();
    }

    void sent(int bytes) {
        bytesSent.add(bytes);
    }

    void received(int bytes) {
        bytesReceived.add(bytes);
    }

    long openedCount() {
        return opened.sum();
    }

    long failureCount() {
        return failures.sum();
    }

    long bytesSent() {
        return bytesSent.sum();
    }

    long bytesReceived() {
        return bytesReceived.sum();
    }
}

package io.aeroarrow.internal.net.connection;

import java.util.concurrent.atomic.LongAdder;

/** Counts the connections, failures and bytes of one node. */
public final class NodeTraffic {

    private final LongAdder opened = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();

    public void opened() {
        opened.increment();
    }

    public void failed() {
        failures.increment();
    }

    void sent(int bytes) {
        bytesSent.add(bytes);
    }

    void received(int bytes) {
        bytesReceived.add(bytes);
    }

    public long openedCount() {
        return opened.sum();
    }

    public long failureCount() {
        return failures.sum();
    }

    public long bytesSent() {
        return bytesSent.sum();
    }

    public long bytesReceived() {
        return bytesReceived.sum();
    }
}

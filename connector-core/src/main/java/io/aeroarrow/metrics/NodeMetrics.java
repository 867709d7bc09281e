package io.aeroarrow.metrics;

import io.aeroarrow.internal.api.Properties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends to and receives from one node. Immutable; the library builds it. {@link #of} and the {@code with}
 * methods serve tests.
 */
public final class NodeMetrics {



    private final Fields fields;

    private NodeMetrics(Fields fields) {
        Objects.requireNonNull(fields.node, "node");
        this.fields = fields;
    }

    /** Returns the metrics of a node without traffic. */
    public static NodeMetrics of(String node) {
        return new NodeMetrics(new Fields(node));
    }

    /** The name and address of the node. */
    public String node() { return fields.node; }

    /** How many connections are open now, busy and idle together. */
    public int open() { return fields.open; }

    /** Returns a copy with another {@link #open()}. */
    public NodeMetrics withOpen(int connections) { return new NodeMetrics(fields.with(changed -> changed.open = connections)); }

    /** How many connections are in use now. */
    public int busy() { return fields.busy; }

    /** Returns a copy with another {@link #busy()}. */
    public NodeMetrics withBusy(int connections) { return new NodeMetrics(fields.with(changed -> changed.busy = connections)); }

    /** How many connections the client has opened so far. */
    public long opened() { return fields.opened; }

    /** Returns a copy with another {@link #opened()}. */
    public NodeMetrics withOpened(long connections) { return new NodeMetrics(fields.with(changed -> changed.opened = connections)); }

    /** How often the node broke a connection, was unreachable, was silent too long, or violated the protocol. */
    public long failures() { return fields.failures; }

    /** Returns a copy with another {@link #failures()}. */
    public NodeMetrics withFailures(long count) { return new NodeMetrics(fields.with(changed -> changed.failures = count)); }

    /** How many bytes were written to the connections, before TLS. */
    public long bytesSent() { return fields.bytesSent; }

    /** Returns a copy with another {@link #bytesSent()}. */
    public NodeMetrics withBytesSent(long bytes) { return new NodeMetrics(fields.with(changed -> changed.bytesSent = bytes)); }

    /** How many bytes were read from the connections, after TLS. */
    public long bytesReceived() { return fields.bytesReceived; }

    /** Returns a copy with another {@link #bytesReceived()}. */
    public NodeMetrics withBytesReceived(long bytes) { return new NodeMetrics(fields.with(changed -> changed.bytesReceived = bytes)); }

    /** Whether the client sends the node no requests now, because it failed too often. */
    public boolean circuitOpen() { return fields.circuitOpen; }

    /** Returns a copy with another {@link #circuitOpen()}. */
    public NodeMetrics withCircuitOpen(boolean isOpen) { return new NodeMetrics(fields.with(changed -> changed.circuitOpen = isOpen)); }

    @Override
    public boolean equals(@Nullable Object other) { return other instanceof NodeMetrics that && fields.equals(that.fields); }

    @Override
    public int hashCode() { return fields.hashCode(); }

    @Override
    public String toString() { return "NodeMetrics" + fields; }

    private static final class Fields extends Properties<Fields> {



        private final String node;
        private int open;
        private int busy;
        private long opened;
        private long failures;
        private long bytesSent;
        private long bytesReceived;
        private boolean circuitOpen;

        Fields(String node) {
            this.node = node;
        }

        @Override
        protected void list(Listing to) {
            to                .add("node", node)
                .add("open", open)
                .add("busy", busy)
                .add("opened", opened)
                .add("failures", failures)
                .add("bytesSent", bytesSent)
                .add("bytesReceived", bytesReceived)
                .add("circuitOpen", circuitOpen);
        }
    }
}

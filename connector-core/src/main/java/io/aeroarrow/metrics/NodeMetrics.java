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

    /**
     * {@return the metrics of a node without traffic}
     *
     * @param node the id of the node
     */
    public static NodeMetrics of(String node) {
        return new NodeMetrics(new Fields(node));
    }

    /** {@return the name and address of the node} */
    public String node() {
        return fields.node;
    }

    /** {@return how many connections are open now, busy and idle together} */
    public int open() {
        return fields.open;
    }

    /**
     * {@return a copy with another {@link #open()}}
     *
     * @param connections how many connections are open now, busy and idle together
     */
    public NodeMetrics withOpen(int connections) {
        return new NodeMetrics(fields.with(changed -> changed.open = connections));
    }

    /** {@return how many connections are in use now} */
    public int busy() {
        return fields.busy;
    }

    /**
     * {@return a copy with another {@link #busy()}}
     *
     * @param connections how many connections are in use now
     */
    public NodeMetrics withBusy(int connections) {
        return new NodeMetrics(fields.with(changed -> changed.busy = connections));
    }

    /** {@return how many connections the client has opened so far} */
    public long opened() {
        return fields.opened;
    }

    /**
     * {@return a copy with another {@link #opened()}}
     *
     * @param connections how many connections the client has opened so far
     */
    public NodeMetrics withOpened(long connections) {
        return new NodeMetrics(fields.with(changed -> changed.opened = connections));
    }

    /**
     * {@return how often the node broke a connection, was unreachable, was silent too long, or violated the protocol}
     */
    public long failures() {
        return fields.failures;
    }

    /**
     * {@return a copy with another {@link #failures()}}
     *
     * @param count how often the node broke a connection, was unreachable, was silent too long, or violated the protocol
     */
    public NodeMetrics withFailures(long count) {
        return new NodeMetrics(fields.with(changed -> changed.failures = count));
    }

    /** {@return how many bytes were written to the connections, before TLS} */
    public long bytesSent() {
        return fields.bytesSent;
    }

    /**
     * {@return a copy with another {@link #bytesSent()}}
     *
     * @param bytes the bytes
     */
    public NodeMetrics withBytesSent(long bytes) {
        return new NodeMetrics(fields.with(changed -> changed.bytesSent = bytes));
    }

    /** {@return how many bytes were read from the connections, after TLS} */
    public long bytesReceived() {
        return fields.bytesReceived;
    }

    /**
     * {@return a copy with another {@link #bytesReceived()}}
     *
     * @param bytes the bytes
     */
    public NodeMetrics withBytesReceived(long bytes) {
        return new NodeMetrics(fields.with(changed -> changed.bytesReceived = bytes));
    }

    /** {@return whether the client sends the node no requests now, because it failed too often} */
    public boolean circuitOpen() {
        return fields.circuitOpen;
    }

    /**
     * {@return a copy with another {@link #circuitOpen()}}
     *
     * @param isOpen whether the client sends the node no requests now, because it failed too often
     */
    public NodeMetrics withCircuitOpen(boolean isOpen) {
        return new NodeMetrics(fields.with(changed -> changed.circuitOpen = isOpen));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeMetrics that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "NodeMetrics" + fields;
    }

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
            to.add("node", node)
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

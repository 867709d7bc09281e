package io.aeroarrow.admin;

import io.aeroarrow.internal.api.Properties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one node with a background request. Immutable; the library builds it. {@link #of} and the {@code
 * with} methods serve tests.
 */
public final class NodeProgress {

    /** What a node is doing. */
    public enum State {
        /** It processes its records. */
        RUNNING,
        /** It has processed all of its records. */
        DONE,
        /** It stopped before it was done, by a request or because of an error. */
        ABORTED,
        /** It has no records of the set, and did not start. */
        NOTHING_TO_DO,
        /**
         * The node does not know the request, or has left the cluster. It has restarted, or has run so many other
         * requests that it dropped this one. How many records were changed is unknown.
         */
        UNKNOWN
    }

    private final Fields fields;

    private NodeProgress(Fields fields) {
        Objects.requireNonNull(fields.node, "node");
        Objects.requireNonNull(fields.state, "state");
        this.fields = fields;
    }

    /**
     * {@return the progress of a node that has processed no record}
     *
     * @param node the id of the node
     * @param state what the node is doing
     */
    public static NodeProgress of(String node, State state) {
        return new NodeProgress(new Fields(node, state));
    }

    /** {@return the id of the node} */
    public String node() {
        return fields.node;
    }

    /** {@return what the node is doing} */
    public State state() {
        return fields.state;
    }

    /** {@return how much of its partitions the node has processed, 0 to 100} */
    public double percent() {
        return fields.percent;
    }

    /**
     * {@return a copy with another {@link #percent()}}
     *
     * @param processed 0 to 100
     */
    public NodeProgress withPercent(double processed) {
        return new NodeProgress(fields.with(changed -> changed.percent = processed));
    }

    /** {@return how many records the node has looked at} The limit of records per second counts these. */
    public long looked() {
        return fields.looked;
    }

    /**
     * {@return a copy with another {@link #looked()}}
     *
     * @param records how many records the node has looked at
     */
    public NodeProgress withLooked(long records) {
        return new NodeProgress(fields.with(changed -> changed.looked = records));
    }

    /** {@return how many records the node has changed} */
    public long succeeded() {
        return fields.succeeded;
    }

    /**
     * {@return a copy with another {@link #succeeded()}}
     *
     * @param records how many records the node has changed
     */
    public NodeProgress withSucceeded(long records) {
        return new NodeProgress(fields.with(changed -> changed.succeeded = records));
    }

    /** {@return how many records the node failed to change} */
    public long failed() {
        return fields.failed;
    }

    /**
     * {@return a copy with another {@link #failed()}}
     *
     * @param records how many records the node failed to change
     */
    public NodeProgress withFailed(long records) {
        return new NodeProgress(fields.with(changed -> changed.failed = records));
    }

    /** {@return how many records a filter left out} */
    public long filtered() {
        return fields.filtered;
    }

    /**
     * {@return a copy with another {@link #filtered()}}
     *
     * @param records how many records a filter left out
     */
    public NodeProgress withFiltered(long records) {
        return new NodeProgress(fields.with(changed -> changed.filtered = records));
    }

    /** {@return whether the node has no records left to process} */
    public boolean isComplete() {
        return state() == State.DONE || state() == State.NOTHING_TO_DO;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NodeProgress that && fields.equals(that.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return "NodeProgress" + fields;
    }

    private static final class Fields extends Properties<Fields> {

        private final String node;
        private final State state;
        private double percent;
        private long looked;
        private long succeeded;
        private long failed;
        private long filtered;

        Fields(String node, State state) {
            this.node = node;
            this.state = state;
        }

        @Override
        protected void list(Listing to) {
            to.add("node", node)
                    .add("state", state)
                    .add("percent", percent)
                    .add("looked", looked)
                    .add("succeeded", succeeded)
                    .add("failed", failed)
                    .add("filtered", filtered);
        }
    }
}

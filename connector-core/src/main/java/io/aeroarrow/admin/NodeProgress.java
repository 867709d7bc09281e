package io.aeroarrow.admin;

/**
 * How far one node has come with a background request.
 *
 * @param node the node's id
 * @param percent how much of its partitions it has gone through, 0 to 100
 * @param looked how many records it has looked at, which is what the limit of records per second counts
 * @param succeeded how many it has changed
 * @param failed how many it could not change
 * @param filtered how many a filter left out
 */
public record NodeProgress(
        String node, State state, double percent, long looked, long succeeded, long failed, long filtered) {

    /** What a node is about. */
    public enum State {
        RUNNING,
        /** It has gone through all of its records. */
        DONE,
        /** It was told to stop, or had to, before it was done. */
        ABORTED,
        /** It had no records of that set, and did not start. */
        NOTHING_TO_DO,
        /**
         * The node does not know of it, or has left the cluster: it has restarted, or done so much else since that it
         * has forgotten. How much was done cannot be told.
         */
        UNKNOWN
    }

    /** Whether the node has done all that it had to. */
    public boolean isComplete() {
        return state == State.DONE || state == State.NOTHING_TO_DO;
    }
}

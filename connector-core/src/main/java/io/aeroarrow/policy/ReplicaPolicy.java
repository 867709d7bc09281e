package io.aeroarrow.policy;

/** Which of the nodes that hold a record is read from. Writes always go to the master. */
public enum ReplicaPolicy {
    /**
     * The master first, as it has the latest version; on a retry the next replica, so that a read does
     * not wait twice for a node that is gone or stalled.
     */
    SEQUENCE,
    /** The master alone: never a version that is older, and no answer while there is no master. */
    MASTER,
    /** The master and the replicas in turn, to spread the load of records that are read much. */
    MASTER_PROLES,
    /**
     * A replica in one of {@link ClientConfig#rackIds}, in their order, to keep traffic within a rack or a zone; where
     * there is none, or on a retry, the others as by {@link #SEQUENCE}.
     */
    PREFER_RACK,
    /**
     * Any node of the cluster in turn, whether it holds the record or not: of use where every node holds all of it. The
     * server passes single records and batches on to a node that has them; a scan asks one of those that have them.
     */
    RANDOM
}

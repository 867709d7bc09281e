package io.aeroarrow.policy;

/** When the server says that a write is done. */
public enum CommitLevel {
    /** Once all replicas have it. */
    ALL,
    /** Once the master has it; it is lost if the master fails before the replicas have it. */
    MASTER
}

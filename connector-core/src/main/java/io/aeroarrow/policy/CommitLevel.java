package io.aeroarrow.policy;

/** When the server reports a write as done. */
public enum CommitLevel {
    /** After all replicas have stored it. */
    ALL,
    /** After the master has stored it. The write is lost if the master fails before the replicas have stored it. */
    MASTER
}

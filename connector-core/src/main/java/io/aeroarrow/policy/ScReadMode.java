package io.aeroarrow.policy;

/** How up to date a read of a strongly consistent namespace is. Other namespaces ignore it, except LINEARIZE. */
public enum ScReadMode {
    /** This client never sees a version that is older than one it has seen before. It reads from masters. */
    SESSION,
    /** No client has seen a later version. The server asks the replicas, which is slower; other namespaces fail it. */
    LINEARIZE,
    /** A replica may answer, with a version that may be older. */
    ALLOW_REPLICA,
    /** As ALLOW_REPLICA, and even from partitions that are not available. */
    ALLOW_UNAVAILABLE
}

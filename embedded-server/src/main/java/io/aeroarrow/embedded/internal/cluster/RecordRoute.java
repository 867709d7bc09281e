package io.aeroarrow.embedded.internal.cluster;

/** What becomes of a request for a single record: a node that cannot answer itself asks the one that can. */
public enum RecordRoute {
    /** It is answered, by this node or through it. */
    ANSWERED,
    /** Its node is gone and nobody has noticed yet: nothing happens, and the answer is a timeout. */
    LOST,
    /** A write that the master did and a replica, which is gone, never confirmed: the answer is a timeout. */
    UNCONFIRMED,
    /** No node holds the partition. */
    UNAVAILABLE
}

package io.aeroarrow.embedded.internal.cluster;

/** How a node handles a request for a single record. A node without a copy proxies the request to the master. */
public enum RecordRoute {
    /** This node answers, itself or as a proxy. */
    ANSWERED,
    /** The master is dead and the cluster has not noticed: the request is not executed and times out. */
    LOST,
    /** The master executes the write, but a dead replica does not confirm it: the request times out. */
    UNCONFIRMED,
    /** No node holds the partition. */
    UNAVAILABLE
}

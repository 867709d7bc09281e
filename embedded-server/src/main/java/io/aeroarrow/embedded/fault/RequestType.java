package io.aeroarrow.embedded.fault;

/** The types of requests that a fault can target. */
public enum RequestType {
    /** A new connection. */
    CONNECT,
    /** An info request. */
    INFO,
    /** A login, or another admin message about users and roles. */
    ADMIN,
    /** A read of a single record. */
    READ,
    /** A write, touch or delete of a single record. */
    WRITE,
    /** A whole batch. */
    BATCH,
    /** One row of a batch. */
    BATCH_ROW,
    /** A scan or an index query, in the foreground or background. */
    QUERY
}

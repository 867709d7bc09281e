package io.aeroarrow.embedded.fault;

/** What a client asks for. */
public enum Operation {
    /** A new connection. */
    CONNECT,
    INFO,
    /** A login, or another message about users and roles. */
    ADMIN,
    /** A single record is read. */
    READ,
    /** A single record is written, touched or deleted. */
    WRITE,
    BATCH,
    /** One row of a batch. */
    BATCH_ROW,
    /** A scan, or another query. */
    QUERY
}

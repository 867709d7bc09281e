package io.aeroarrow.bench.operations;

/** An operation of a client. */
enum ClientOperation {
    PUT,
    GET,
    BATCH_GET,
    SCAN
}

package io.aeroarrow.bench.operations;

/** An operation that is measured. */
enum ClientOperation {
    PUT("put"),
    GET("get"),
    GET_ONE("get, one at a time"),
    BATCH_GET("batch_get"),
    SCAN("scan");

    private static final int SCANS = 5;

    private final String title;

    ClientOperation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Returns the number of calls per round. */
    int calls(OperationLoad load) {
        return switch (this) {
            case PUT, GET, GET_ONE -> load.count();
            case BATCH_GET -> load.groups();
            case SCAN -> SCANS;
        };
    }

    /** Returns the number of records per call. */
    int records(OperationLoad load) {
        return switch (this) {
            case PUT, GET, GET_ONE -> 1;
            case BATCH_GET -> load.keysOfGroup();
            case SCAN -> load.count();
        };
    }

    /** Returns the number of calls in flight. */
    int concurrency(OperationLoad load) {
        return switch (this) {
            case PUT, GET -> load.concurrency();
            case GET_ONE, SCAN -> 1;
            case BATCH_GET -> Math.min(load.concurrency(), load.groups());
        };
    }
}

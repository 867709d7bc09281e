package io.aeroarrow.bench.operations;

/** What clients are asked to do. */
enum Operation {
    PUT("put"),
    GET("get"),
    GET_ONE("get, one at a time"),
    BATCH_GET("batch_get"),
    SCAN("scan");

    private static final int SCANS = 5;

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** How many calls a round makes. */
    int calls(Load load) {
        return switch (this) {
            case PUT, GET, GET_ONE -> load.count();
            case BATCH_GET -> load.groups();
            case SCAN -> SCANS;
        };
    }

    /** How many records a call is about. */
    int records(Load load) {
        return switch (this) {
            case PUT, GET, GET_ONE -> 1;
            case BATCH_GET -> load.keysOfGroup();
            case SCAN -> load.count();
        };
    }

    /** How many calls are under way at the same time. */
    int concurrency(Load load) {
        return switch (this) {
            case PUT, GET -> load.concurrency();
            case GET_ONE, SCAN -> 1;
            case BATCH_GET -> Math.min(load.concurrency(), load.groups());
        };
    }
}

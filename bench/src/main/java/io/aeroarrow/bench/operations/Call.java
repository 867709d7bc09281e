package io.aeroarrow.bench.operations;

import java.util.concurrent.CompletableFuture;

/** A call of a Java client for consecutive keys, of which scans use none. */
sealed interface Call {

    /** Blocks its thread: each call in flight needs a thread. */
    non-sealed interface Blocking extends Call {
        ReadRows run(int first, int keys) throws Exception;
    }

    /** Returns a future. */
    non-sealed interface Async extends Call {
        CompletableFuture<ReadRows> start(int first, int keys);
    }
}

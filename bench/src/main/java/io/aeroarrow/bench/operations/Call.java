package io.aeroarrow.bench.operations;

import java.util.concurrent.CompletableFuture;

/** A call of a Java client. The number is the call's position in the round. */
sealed interface Call {

    /** Blocks its thread: each call in flight needs a thread. */
    non-sealed interface Blocking extends Call {
        ReadRows run(int number) throws Exception;
    }

    /** Returns a future. */
    non-sealed interface Async extends Call {
        CompletableFuture<ReadRows> start(int number);
    }
}

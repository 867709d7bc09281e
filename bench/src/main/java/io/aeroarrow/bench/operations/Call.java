package io.aeroarrow.bench.operations;

import java.util.concurrent.CompletableFuture;

/** A call of a Java client, by its number within the round. */
sealed interface Call {

    /** Blocks its thread, so that it takes one for each call that is under way. */
    non-sealed interface Blocking extends Call {
        Found run(int number) throws Exception;
    }

    /** Gives a future. */
    non-sealed interface Pending extends Call {
        CompletableFuture<Found> start(int number);
    }
}

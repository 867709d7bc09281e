package io.aeroarrow.bench.operations;

import java.util.concurrent.CompletableFuture;

/** A client in one of its two manners. All read and write the same records. */
sealed interface Contender {

    String name();

    /** Blocks the caller for each operation, so that it takes a thread for each that runs at once. */
    interface Blocking {
        void run(int key) throws Exception;
    }

    /** Starts an operation. */
    interface Pending {
        CompletableFuture<?> start(int key);
    }

    /** A client that blocks. */
    record Sync(String name, Blocking get, Blocking put) implements Contender {}

    /** A client that gives futures. */
    record Async(String name, Pending get, Pending put) implements Contender {}
}

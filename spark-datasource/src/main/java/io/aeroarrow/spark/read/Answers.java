package io.aeroarrow.spark.read;

import io.aeroarrow.error.AeroArrowException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for what the cluster says. */
final class Answers {

    private Answers() {}

    static <T> T of(CompletableFuture<T> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof AeroArrowException failure) {
                throw failure;
            }
            throw e;
        }
    }
}

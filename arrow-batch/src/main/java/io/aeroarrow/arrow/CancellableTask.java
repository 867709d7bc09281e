package io.aeroarrow.arrow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs tasks whose result must be released if their future is cancelled. */
final class CancellableTask {

    private CancellableTask() {}

    /**
     * Runs a task on an executor.
     *
     * @param release receives the result if the future was cancelled meanwhile
     */
    static <T> CompletableFuture<T> run(Supplier<T> task, Consumer<T> release, Executor executor) {
        CompletableFuture<T> future = new CompletableFuture<>();
        executor.execute(() -> {
            if (future.isDone()) {
                return;
            }
            try {
                T result = task.get();
                if (!future.complete(result)) {
                    release.accept(result);
                }
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }
}

package io.aeroarrow.arrow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work whose result has to be given back if nobody wants it any more. */
final class CancellableTask {

    private CancellableTask() {}

    /**
     * Runs a task.
     *
     * @param giveBack gets a result for which the future has no use, as it was cancelled
     */
    static <T> CompletableFuture<T> run(Supplier<T> task, Consumer<T> giveBack, Executor executor) {
        CompletableFuture<T> future = new CompletableFuture<>();
        executor.execute(() -> {
            if (future.isDone()) {
                return;
            }
            try {
                T result = task.get();
                if (!future.complete(result)) {
                    giveBack.accept(result);
                }
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }
}

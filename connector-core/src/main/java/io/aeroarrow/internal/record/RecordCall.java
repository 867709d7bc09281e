package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.exchange.Exchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs an asynchronous operation on one record. */
public final class RecordCall<T> {

    private final Cluster cluster;
    private final RecordOperation<T> operation;
    private final RecordAttempts attempts;
    private final Executor executor;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private volatile @Nullable Exchange exchange;

    private RecordCall(Cluster cluster, RecordOperation<T> operation, Executor executor) {
        this.cluster = cluster;
        this.operation = operation;
        this.attempts = new RecordAttempts(cluster, operation);
        this.executor = executor;
    }

    /**
     * Starts an operation. Cancelling the future cancels the operation.
     *
     * @param executor decodes the answer, completes the future, and starts retries
     */
    public static <T> CompletableFuture<T> start(Cluster cluster, RecordOperation<T> operation, Executor executor) {
        RecordCall<T> call = new RecordCall<>(cluster, operation, executor);
        CompletableFuture<T> unused = call.future.whenComplete((value, failure) -> call.ended(failure));
        call.tryOnce();
        return call.future;
    }

    private void ended(@Nullable Throwable failure) {
        attempts.ended(failure);
        stop();
    }

    private void stop() {
        Exchange running = exchange;
        if (running != null) {
            running.cancel();
        }
    }

    private void tryOnce() {
        if (future.isDone()) {
            return;
        }
        Node node;
        try {
            node = attempts.next();
        } catch (AeroArrowException e) {
            failed(e);
            return;
        }
        Attempt next = new Attempt();
        exchange = Exchange.start(node.pool(), attempts.encoder(), next.answer, attempts.deadline(), next);
        if (future.isDone()) {
            stop();
        }
    }

    private void answered(RecordAnswer answer) {
        AeroArrowException error = attempts.retryableError(answer.message().resultCode());
        if (error != null) {
            answer.close();
            failed(error);
            return;
        }
        execute(() -> {
            T result;
            try (answer) {
                result = operation.decode(answer.message());
            } catch (AeroArrowException e) {
                future.completeExceptionally(attempts.completed(e));
                return;
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
                return;
            }
            future.complete(result);
        });
    }

    private void failed(AeroArrowException cause) {
        if (future.isDone()) {
            return;
        }
        Duration pause = attempts.backoffAfter(cause);
        if (pause == null) {
            execute(() -> future.completeExceptionally(attempts.completed(cause)));
            return;
        }
        try {
            cluster.schedule(() -> execute(this::tryOnce), pause);
        } catch (RejectedExecutionException e) {
            ClientClosedException closed = new ClientClosedException("the client is closed", cause);
            execute(() -> future.completeExceptionally(attempts.completed(closed)));
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // A caller waits for the future: it must complete, on any thread.
            task.run();
        }
    }

    /** One exchange. */
    private final class Attempt implements Exchange.Outcome {

        private final RecordAnswer answer = new RecordAnswer();

        @Override
        public void completed() {
            answered(answer);
        }

        @Override
        public void failed(AeroArrowException cause, boolean sent) {
            answer.close();
            if (sent) {
                attempts.unanswered();
            }
            RecordCall.this.failed(cause);
        }
    }
}

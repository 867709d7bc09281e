package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.net.exchange.Exchange;
import io.aeroarrow.internal.net.loop.SafeExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs an asynchronous operation on one record. */
public final class RecordCall<T> {

    private final Cluster cluster;
    private final RecordOperation<T> operation;
    private final RecordAttempts attempts;
    private final Executor executor;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    /** The newest attempt. It is set before its exchange starts: an attempt can fail before its start returns. */
    private volatile @Nullable Attempt current;

    private RecordCall(Cluster cluster, RecordOperation<T> operation, Executor executor) {
        this.cluster = cluster;
        this.operation = operation;
        this.attempts = new RecordAttempts(cluster, operation);
        this.executor = SafeExecutor.of(executor);
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
        Attempt running = current;
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
        current = next;
        next.started(Exchange.start(node.pool(), attempts.encoder(), next.answer, attempts.deadline(), next));
    }

    private void answered(RecordAnswer answer) {
        AeroArrowException error = attempts.retryableError(answer.message().resultCode());
        if (error != null) {
            answer.close();
            failed(error);
            return;
        }
        executor.execute(() -> {
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
            executor.execute(() -> future.completeExceptionally(attempts.completed(cause)));
            return;
        }
        cluster.schedule(() -> executor.execute(this::tryOnce), pause);
    }

    /** One exchange. */
    private final class Attempt implements Exchange.Outcome {

        private final RecordAnswer answer = new RecordAnswer(cluster.memory());
        private volatile @Nullable Exchange exchange;

        void started(Exchange running) {
            exchange = running;
            if (future.isDone()) {
                // Cancelled before there was an exchange to cancel.
                running.cancel();
            }
        }

        void cancel() {
            Exchange running = exchange;
            if (running != null) {
                running.cancel();
            }
        }

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

package io.aeroarrow.internal.admin;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.Exchange;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.net.loop.SafeExecutor;
import io.aeroarrow.internal.record.RecordAnswer;
import io.aeroarrow.policy.Timeouts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Starts a background job on one node. */
public final class StartJobCall implements Exchange.Outcome {

    private final RecordAnswer answer = new RecordAnswer(MemoryBudget.unlimited());
    private final Executor executor;
    private final CompletableFuture<Integer> future = new CompletableFuture<>();

    private StartJobCall(Executor executor) {
        this.executor = SafeExecutor.of(executor);
    }

    /**
     * Sends the request, without retries.
     *
     * @return the result code of the answer
     */
    public static CompletableFuture<Integer> start(
            Node node, RequestEncoder request, Timeouts timeouts, Executor executor) {
        StartJobCall call = new StartJobCall(executor);
        Exchange exchange = Exchange.start(node.pool(), request, call.answer, Deadline.start(timeouts), call);
        CompletableFuture<?> unused = call.future.whenComplete((value, failure) -> exchange.cancel());
        return call.future;
    }

    @Override
    public void completed() {
        int resultCode = answer.message().resultCode();
        answer.close();
        executor.execute(() -> future.complete(resultCode));
    }

    @Override
    public void failed(AeroArrowException cause, boolean sent) {
        answer.close();
        if (sent) {
            ErrorDetails.of(cause).inDoubt();
        }
        executor.execute(() -> future.completeExceptionally(cause));
    }
}

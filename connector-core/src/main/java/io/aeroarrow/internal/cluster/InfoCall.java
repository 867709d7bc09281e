package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.FrameReader;
import io.aeroarrow.internal.net.exchange.Exchange;
import io.aeroarrow.internal.net.exchange.RequestEncoder;
import io.aeroarrow.internal.net.loop.SafeExecutor;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.policy.Timeouts;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One info request to one node. */
public final class InfoCall implements AnswerReader, Exchange.Outcome {

    private final List<String> names;
    private final Executor executor;
    private final FrameReader frame = new FrameReader(FrameHeader::infoLength);
    private final CompletableFuture<Map<String, String>> future = new CompletableFuture<>();
    private Map<String, String> values = Map.of();

    private InfoCall(List<String> names, Executor executor) {
        this.names = names;
        this.executor = executor;
    }

    /**
     * Sends the request. Cancelling the future cancels the request.
     *
     * @param executor completes the future
     * @return the value of each name
     */
    public static CompletableFuture<Map<String, String>> start(Node node, List<String> names, Executor executor) {
        return start(node, names, Timeouts.LOOKUP, executor);
    }

    /** As {@link #start(Node, List, Executor)}, with other timeouts. There are no retries. */
    public static CompletableFuture<Map<String, String>> start(
            Node node, List<String> names, Timeouts timeouts, Executor executor) {
        InfoCall call = new InfoCall(List.copyOf(names), SafeExecutor.of(executor));
        return call.start(Exchange.start(node.pool(), call.request(), call, Deadline.start(timeouts), call));
    }

    /** As {@link #start(Node, List, Executor)}, for a request that no caller waits for: it may run while the client is being closed. */
    public static CompletableFuture<Map<String, String>> startUpkeep(Node node, List<String> names) {
        return startUpkeep(node.pool(), names, Deadline.start(Timeouts.LOOKUP));
    }

    static CompletableFuture<Map<String, String>> startUpkeep(
            ConnectionPool pool, List<String> names, Deadline deadline) {
        InfoCall call = new InfoCall(List.copyOf(names), Runnable::run);
        return call.start(Exchange.startUpkeep(pool, call.request(), call, deadline, call));
    }

    private RequestEncoder request() {
        return buffers -> Info.encode(names);
    }

    private CompletableFuture<Map<String, String>> start(Exchange exchange) {
        CompletableFuture<?> unused = future.whenComplete((value, failure) -> exchange.cancel());
        return future;
    }

    @Override
    public boolean read(ByteBuf bytes) {
        if (!frame.read(bytes)) {
            return false;
        }
        // Decoded here, where an invalid answer can still close the connection.
        values = Info.decode(names, frame.body());
        return true;
    }

    @Override
    public boolean hasStrayBytes() {
        return frame.hasStrayBytes();
    }

    @Override
    public void completed() {
        frame.close();
        executor.execute(() -> future.complete(values));
    }

    @Override
    public void failed(AeroArrowException cause, boolean sent) {
        frame.close();
        executor.execute(() -> future.completeExceptionally(cause));
    }
}

package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.cluster.ClusterView;
import io.aeroarrow.cluster.Node;
import io.aeroarrow.cluster.PartitionMap;
import io.aeroarrow.cluster.Route;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.Backoff;
import io.aeroarrow.model.ClientClosedException;
import io.aeroarrow.model.ClientMetrics.CommandKind;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ResultCode;
import io.aeroarrow.model.Timeouts;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.Exchange;
import io.aeroarrow.net.Lane;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.RecordRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one thing of one record, again if that is allowed and may help. Attempts follow each other, each started by
 * the end of the one before, so that they need no lock.
 */
final class RecordCall<T> {

    private final Cluster cluster;
    private final RecordRequest request;
    private final Route route;
    private final Timeouts timeouts;
    private final Backoff backoff;
    private final Function<RecordCursor, T> decode;
    private final Lane lane;
    private final Executor executor;
    private final Deadline deadline;
    private final CompletableFuture<T> future = new CompletableFuture<>();

    private volatile @Nullable Exchange exchange;
    private final List<AeroArrowException> earlier = new ArrayList<>();
    private @Nullable Node asked;
    private int attempt;
    /** Whether a request was sent whose fate is not known. */
    private boolean doubt;

    private RecordCall(
            Cluster cluster,
            RecordRequest request,
            Timeouts timeouts,
            Backoff backoff,
            Function<RecordCursor, T> decode,
            Lane lane,
            Executor executor) {
        this.cluster = cluster;
        this.request = request;
        this.route = cluster.route(request.routing());
        this.timeouts = timeouts;
        this.backoff = backoff;
        this.decode = decode;
        this.lane = lane;
        this.executor = executor;
        this.deadline = Deadline.start(timeouts);
    }

    /**
     * Starts to ask.
     *
     * @param decode makes the result of the answer; throws an error if the answer is one
     * @param lane who talks to the node
     * @param executor decodes, and completes the future; starts further attempts
     * @return if it is cancelled, so is the call
     */
    static <T> CompletableFuture<T> start(
            Cluster cluster,
            RecordRequest request,
            Timeouts timeouts,
            Backoff backoff,
            Function<RecordCursor, T> decode,
            Lane lane,
            Executor executor) {
        RecordCall<T> call = new RecordCall<>(cluster, request, timeouts, backoff, decode, lane, executor);
        CompletableFuture<T> unused = call.future.whenComplete((value, failure) -> call.ended(failure));
        call.tryOnce();
        return call.future;
    }

    private void ended(@Nullable Throwable failure) {
        CommandKind kind = request.writes() ? CommandKind.WRITE : CommandKind.READ;
        cluster.meters().ended(kind, deadline.elapsedNanos(), failure);
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
        asked = null;
        Node node;
        try {
            node = owner();
        } catch (AeroArrowException e) {
            failed(e);
            return;
        }
        asked = node;
        Attempt next = new Attempt();
        exchange = lane.start(node.pool(), () -> request.encode(deadline.serverMillis()), next.answer, deadline, next);
        if (future.isDone()) {
            stop();
        }
    }

    /** The master, or for a read whom its routing says. */
    private Node owner() {
        Key key = request.key();
        ClusterView view = cluster.view();
        PartitionMap map = view.partitions(key.namespace());
        Node owner = request.writes()
                ? map.ownerForAttempt(0, request.partition())
                : route.reader(view, map, request.partition(), attempt);
        if (owner == null) {
            throw new PartitionsUnavailableException(
                    PartitionSet.range(request.partition(), 1),
                    "no node holds partition " + request.partition() + " of namespace '" + key.namespace() + "'");
        }
        return owner;
    }

    private void answered(RecordAnswer answer) {
        int resultCode = answer.message().resultCode();
        if (ResultCode.TIMEOUT.is(resultCode)) {
            doubt = true;
        }
        if (ResultCode.isRetryable(resultCode) && attempt < timeouts.maxRetries()) {
            answer.close();
            failed(ServerErrors.of(resultCode, request));
            return;
        }
        execute(() -> {
            T result;
            try (answer) {
                result = decode.apply(answer.message());
            } catch (AeroArrowException e) {
                fail(e);
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
        Duration pause = backoff.pause(attempt + 1, ThreadLocalRandom.current().nextDouble());
        boolean again =
                cause.retryable() && attempt < timeouts.maxRetries() && pause.toNanos() < deadline.remainingNanos();
        if (!again) {
            execute(() -> fail(cause));
            return;
        }
        earlier.add(asked == null ? cause : cause.atNode(asked.toString()));
        attempt++;
        cluster.meters().retried();
        cluster.requestRefresh();
        try {
            cluster.schedule(() -> execute(this::tryOnce), pause);
        } catch (RejectedExecutionException e) {
            execute(() -> fail(new ClientClosedException("the client is closed", cause)));
        }
    }

    private void fail(AeroArrowException cause) {
        AeroArrowException told = cause.ofKey(request.digestInHex()).after(earlier);
        Node node = asked;
        if (node != null) {
            told.atNode(node.toString());
        }
        future.completeExceptionally(request.writes() && doubt ? told.markInDoubt() : told);
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Somebody waits for the future; better here than never.
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
                doubt = true;
            }
            RecordCall.this.failed(cause);
        }
    }
}

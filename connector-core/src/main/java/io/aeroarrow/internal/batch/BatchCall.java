package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.Exchange;
import io.aeroarrow.internal.request.BatchCommands;
import io.aeroarrow.internal.request.BatchRequest;
import io.aeroarrow.internal.request.EncodedWrites;
import io.aeroarrow.internal.request.RecordRequest;
import io.aeroarrow.internal.request.RecordRequests;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.policy.BatchPolicy;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any commands in rounds: each sends the keys that have no answer yet to their nodes, all at once and without
 * a thread that waits. What is known of each key is in {@link BatchKeys}.
 *
 * @param <R> what is told of all keys at the end
 */
public final class BatchCall<R> {

    private final Cluster cluster;
    private final BatchCommands commands;
    private final BatchPolicy policy;
    private final Route route;
    private final Executor executor;
    private final Deadline deadline;
    private final BatchKeys keys;
    private final Function<BatchKeys, R> outcome;
    private final Runnable release;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private int attempt;

    private BatchCall(
            Cluster cluster,
            BatchCommands commands,
            BatchPolicy policy,
            Function<BatchKeys, R> outcome,
            Runnable release,
            Executor executor) {
        this.cluster = cluster;
        this.commands = commands;
        this.policy = policy;
        this.outcome = outcome;
        this.release = release;
        this.route = cluster.route(policy.routing());
        this.executor = executor;
        this.deadline = Deadline.start(policy.timeouts());
        this.keys = new BatchKeys(commands);
    }

    /** Starts a batch of any commands; if the future is cancelled, so is the batch. */
    public static CompletableFuture<List<BatchResult>> start(
            Cluster cluster, List<BatchEntry> entries, BatchPolicy policy, Executor executor) {
        List<BatchEntry> all = List.copyOf(entries);
        RecordRequests requests = new RecordRequests(all.stream()
                .map(entry -> new RecordRequest(entry.key(), entry.command(), entry.policy(), policy.routing()))
                .toList());
        return new BatchCall<>(cluster, requests, policy, keys -> keys.results(all), () -> {}, executor).start();
    }

    /** As the other one, of writes that are encoded, which stay the caller's. */
    public static CompletableFuture<WriteAnswers> start(
            Cluster cluster, EncodedWrites writes, BatchPolicy policy, Executor executor) {
        BatchCall<WriteAnswers> call =
                new BatchCall<>(cluster, writes, policy, BatchKeys::writeAnswers, writes::close, executor);
        writes.retain();
        return call.start();
    }

    private CompletableFuture<R> start() {
        CompletableFuture<?> unused = future.whenComplete((results, failure) -> ended(failure));
        runRound(IntStream.range(0, commands.count()).toArray());
        return future;
    }

    private void close() {
        keys.close();
        release.run();
    }

    private void ended(@Nullable Throwable failure) {
        cluster.meters().ended(CommandKind.BATCH, deadline.elapsedNanos(), failure);
        stop();
    }

    private void stop() {
        exchanges.forEach(Exchange::cancel);
    }

    private void runRound(int[] pending) {
        if (future.isDone()) {
            // It was cancelled in the pause before; nothing more is sent.
            close();
            return;
        }
        List<Group> groups;
        try {
            groups = groups(pending);
        } catch (ClientClosedException e) {
            close();
            future.completeExceptionally(e);
            return;
        }
        // One more, so that the round does not end before all of it has started.
        AtomicInteger running = new AtomicInteger(groups.size() + 1);
        Runnable ended = () -> {
            if (running.decrementAndGet() == 0) {
                endRound();
            }
        };
        exchanges.clear();
        for (Group group : groups) {
            group.ended = ended;
            exchanges.add(Exchange.start(
                    group.node.pool(),
                    buffers -> BatchRequest.encode(commands, group.indexes, deadline.serverMillis()),
                    group,
                    deadline,
                    group));
        }
        if (future.isDone()) {
            stop();
        }
        ended.run();
    }

    private List<Group> groups(int[] pending) {
        ClusterView view = cluster.view();
        Map<Node, List<Integer>> shares = new LinkedHashMap<>();
        for (int key : pending) {
            int partition = commands.partition(key);
            try {
                PartitionMap map = view.partitions(commands.namespace(key));
                Node owner = commands.writes(key)
                        ? map.ownerForAttempt(0, partition)
                        : route.reader(view, map, partition, attempt);
                if (owner == null) {
                    throw new PartitionsUnavailableException(
                            PartitionSet.range(partition, 1), "no node holds partition " + partition);
                }
                shares.computeIfAbsent(owner, node -> new ArrayList<>()).add(key);
            } catch (AeroArrowException e) {
                keys.failed(key, e, false);
            }
        }
        List<Group> groups = new ArrayList<>();
        shares.forEach((node, share) -> {
            int[] all = share.stream().mapToInt(Integer::intValue).toArray();
            for (int from = 0; from < all.length; from += policy.maxKeysPerRequest()) {
                int to = Math.min(all.length, from + policy.maxKeysPerRequest());
                groups.add(new Group(node, Arrays.copyOfRange(all, from, to)));
            }
        });
        return groups;
    }

    private void endRound() {
        if (future.isDone()) {
            close();
            return;
        }
        Duration pause =
                policy.backoff().pause(attempt + 1, ThreadLocalRandom.current().nextDouble());
        boolean inTime = pause.toNanos() < deadline.remainingNanos();
        int[] again = inTime ? keys.toRetry(attempt, policy) : new int[0];
        if (again.length == 0) {
            finish();
            return;
        }
        attempt++;
        cluster.meters().retried();
        cluster.requestRefresh();
        try {
            cluster.schedule(() -> runRound(again), pause);
        } catch (RejectedExecutionException e) {
            finish();
        }
    }

    private void finish() {
        try {
            executor.execute(this::complete);
        } catch (RejectedExecutionException e) {
            complete();
        }
    }

    private void complete() {
        R result;
        try {
            result = outcome.apply(keys);
        } catch (RuntimeException e) {
            close();
            future.completeExceptionally(e);
            return;
        }
        // First, so that who hears of the end finds all memory given back.
        close();
        future.complete(result);
    }

    /** The keys that one request asks for. */
    private final class Group implements AnswerReader, Exchange.Outcome {

        private final Node node;
        private final int[] indexes;
        private final RecordDecoder decoder = new RecordDecoder();
        private final BatchRows rows;
        private Runnable ended = () -> {};

        private Group(Node node, int[] indexes) {
            this.node = node;
            this.indexes = indexes;
            rows = new BatchRows(node, indexes, decoder, keys);
            keys.keep(decoder);
        }

        @Override
        public boolean read(ByteBuf bytes) {
            decoder.offer(bytes);
            return rows.read();
        }

        @Override
        public void completed() {
            ended.run();
        }

        @Override
        public void failed(AeroArrowException cause, boolean sent) {
            // Whoever breaks the rules is not believed what was said before.
            ErrorDetails.of(cause).atNode(node.toString());
            keys.failed(indexes, cause, sent, cause instanceof ProtocolViolationException);
            ended.run();
        }
    }
}

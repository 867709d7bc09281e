package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.Exchange;
import io.aeroarrow.internal.net.loop.SafeExecutor;
import io.aeroarrow.internal.request.BatchCommands;
import io.aeroarrow.internal.request.BatchRequest;
import io.aeroarrow.internal.request.EncodedWrites;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous batch of any commands. Each attempt sends the keys without a final answer to their nodes, all at
 * once. {@link BatchKeys} holds the state of each key.
 *
 * @param <R> the result of the batch
 */
public final class BatchCall<R> {

    private final Cluster cluster;
    private final BatchCommands commands;
    private final BatchPolicy policy;
    private final Route route;
    private final Executor executor;
    private final Deadline deadline;
    private final Retries retries;
    private final BatchKeys keys;
    /** Counts the answers, which are kept until all have arrived. */
    private final MemoryBudget.Share memory;

    private final Function<BatchKeys, R> outcome;
    private final Runnable release;
    private final CompletableFuture<R> future = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ClientClosedException clientClosed;

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
        this.executor = SafeExecutor.of(executor);
        this.deadline = Deadline.start(policy.timeouts());
        this.retries = new Retries(
                cluster, Math.max(policy.timeouts().maxRetries(), policy.writeRetries()), policy.backoff(), deadline);
        this.keys = new BatchKeys(commands);
        this.memory = cluster.memory().share();
    }

    /** Starts a batch of any commands. Cancelling the future cancels the batch. */
    public static CompletableFuture<List<BatchResult>> start(
            Cluster cluster, List<BatchEntry> entries, BatchPolicy policy, Executor executor) {
        List<BatchEntry> all = List.copyOf(entries);
        RecordRequests requests = RecordRequests.of(all, policy.routing());
        return new BatchCall<>(cluster, requests, policy, keys -> keys.results(all), () -> {}, executor).start();
    }

    /** Starts a batch of encoded writes, which stay owned by the caller. */
    public static CompletableFuture<WriteAnswers> start(
            Cluster cluster, EncodedWrites writes, BatchPolicy policy, Executor executor) {
        BatchCall<WriteAnswers> call =
                new BatchCall<>(cluster, writes, policy, BatchKeys::writeAnswers, writes::close, executor);
        writes.retain();
        return call.start();
    }

    private CompletableFuture<R> start() {
        CompletableFuture<?> unused = future.whenComplete((results, failure) -> ended(failure));
        startAttempt(IntStream.range(0, commands.count()).toArray());
        return future;
    }

    private void close() {
        keys.close();
        memory.close();
        release.run();
    }

    private void ended(@Nullable Throwable failure) {
        cluster.meters().ended(CommandKind.BATCH, deadline.elapsedNanos(), failure);
        stop();
    }

    private void stop() {
        exchanges.forEach(Exchange::cancel);
    }

    private void startAttempt(int[] pending) {
        if (future.isDone()) {
            // The batch was cancelled during the back-off; nothing more is sent.
            close();
            return;
        }
        List<Group> groups;
        try {
            groups = groups(pending);
        } catch (ClientClosedException e) {
            fail(e);
            return;
        }
        // One extra count, so that the attempt cannot end before all its requests have started.
        AtomicInteger running = new AtomicInteger(groups.size() + 1);
        Runnable ended = () -> {
            if (running.decrementAndGet() == 0) {
                endAttempt();
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
        Map<Node, IntStream.Builder> shares = new LinkedHashMap<>();
        for (int key : pending) {
            int partition = commands.partition(key);
            try {
                PartitionMap map = view.partitions(commands.namespace(key));
                Node owner = commands.writes(key)
                        ? map.ownerForAttempt(0, partition)
                        : route.reader(view, map, partition, retries.attempt());
                if (owner == null) {
                    throw new PartitionsUnavailableException(
                            PartitionSet.range(partition, 1), "no node holds partition " + partition);
                }
                shares.computeIfAbsent(owner, node -> IntStream.builder()).add(key);
            } catch (AeroArrowException e) {
                keys.failed(key, e, false);
            }
        }
        List<Group> groups = new ArrayList<>();
        shares.forEach((node, share) -> {
            int[] all = share.build().toArray();
            for (int from = 0; from < all.length; from += policy.maxKeysPerRequest()) {
                int to = Math.min(all.length, from + policy.maxKeysPerRequest());
                groups.add(new Group(node, Arrays.copyOfRange(all, from, to)));
            }
        });
        return groups;
    }

    private void endAttempt() {
        if (future.isDone()) {
            close();
            return;
        }
        ClientClosedException closed = clientClosed;
        if (closed != null) {
            fail(closed);
            return;
        }
        Duration pause = retries.pauseInTime();
        int[] again = pause == null ? new int[0] : keys.toRetry(retries.attempt(), policy);
        if (pause == null || again.length == 0) {
            finish();
            return;
        }
        retries.retry();
        cluster.schedule(() -> startAttempt(again), pause);
    }

    private void finish() {
        executor.execute(this::complete);
    }

    /** Fails the whole batch: the client was closed before each key had its answer. */
    private void fail(ClientClosedException cause) {
        if (keys.hasWriteInDoubt()) {
            ErrorDetails.of(cause).inDoubt();
        }
        executor.execute(() -> {
            close();
            future.completeExceptionally(cause);
        });
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
        // Close first: a caller that sees the result must find all memory released.
        close();
        future.complete(result);
    }

    /** The keys of one request. */
    private final class Group implements AnswerReader, Exchange.Outcome {

        private final Node node;
        private final int[] indexes;
        private final RecordDecoder decoder = new RecordDecoder();
        private final MemoryBudget.Part part = memory.part();
        private final BatchAnswers rows;
        private Runnable ended = () -> {};

        private Group(Node node, int[] indexes) {
            this.node = node;
            this.indexes = indexes;
            rows = new BatchAnswers(node, indexes, decoder, keys);
            keys.keep(decoder);
        }

        @Override
        public boolean read(ByteBuf bytes) {
            decoder.offer(bytes);
            boolean complete = rows.read();
            part.set(decoder.heldBytes());
            if (!complete && memory.held() > cluster.memory().limit()) {
                throw new MemoryLimitException("the answers of a batch hold more than memoryLimit, "
                        + cluster.memory().limit() + " bytes. Raise it, or read fewer keys at a time");
            }
            return complete;
        }

        @Override
        public boolean hasStrayBytes() {
            return decoder.hasBytes();
        }

        @Override
        public void completed() {
            ended.run();
        }

        @Override
        public void failed(AeroArrowException cause, boolean sent) {
            if (cause instanceof ClientClosedException closed) {
                clientClosed = closed;
            }
            // After a protocol violation, earlier answers of the request are not trusted either.
            ErrorDetails.of(cause).atNode(node.toString());
            keys.failed(indexes, cause, sent, cause instanceof ProtocolViolationException);
            ended.run();
        }
    }
}

package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.cluster.ClusterView;
import io.aeroarrow.cluster.Node;
import io.aeroarrow.cluster.PartitionMap;
import io.aeroarrow.cluster.Route;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.BatchEntry;
import io.aeroarrow.model.BatchPolicy;
import io.aeroarrow.model.BatchResult;
import io.aeroarrow.model.ClientClosedException;
import io.aeroarrow.model.ClientMetrics.CommandKind;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.net.AnswerReader;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.Exchange;
import io.aeroarrow.protocol.BatchRequest;
import io.aeroarrow.protocol.RecordDecoder;
import io.aeroarrow.protocol.RecordRequest;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A batch of any commands in rounds: each sends the keys that have no answer yet to their nodes, all at once and without
 * a thread that waits. What is known of each key is in {@link BatchKeys}.
 */
final class BatchCall {

    private final Cluster cluster;
    private final List<RecordRequest> requests;
    private final BatchPolicy policy;
    private final Route route;
    private final Executor executor;
    private final Deadline deadline;
    private final BatchKeys keys;
    private final CompletableFuture<List<BatchResult>> future = new CompletableFuture<>();
    private final ConcurrentLinkedQueue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
    private int attempt;

    private BatchCall(Cluster cluster, List<BatchEntry> entries, BatchPolicy policy, Executor executor) {
        this.cluster = cluster;
        this.policy = policy;
        this.route = cluster.route(policy.routing());
        this.executor = executor;
        this.deadline = Deadline.start(policy.timeouts());
        this.requests = entries.stream()
                .map(entry -> new RecordRequest(entry.key(), entry.command(), entry.policy(), policy.routing()))
                .toList();
        this.keys = new BatchKeys(entries, requests);
    }

    /** Starts the batch; if the future is cancelled, so is the batch. */
    static CompletableFuture<List<BatchResult>> start(
            Cluster cluster, List<BatchEntry> entries, BatchPolicy policy, Executor executor) {
        BatchCall call = new BatchCall(cluster, List.copyOf(entries), policy, executor);
        CompletableFuture<?> unused = call.future.whenComplete((results, failure) -> call.ended(failure));
        call.runRound(IntStream.range(0, entries.size()).toArray());
        return call.future;
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
            keys.close();
            return;
        }
        List<Group> groups;
        try {
            groups = groups(pending);
        } catch (ClientClosedException e) {
            keys.close();
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
                    buffers -> BatchRequest.encode(requests, group.indexes, deadline.serverMillis()),
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
            RecordRequest request = requests.get(key);
            try {
                PartitionMap map = view.partitions(request.key().namespace());
                Node owner = request.writes()
                        ? map.ownerForAttempt(0, request.partition())
                        : route.reader(view, map, request.partition(), attempt);
                if (owner == null) {
                    throw new PartitionsUnavailableException(
                            PartitionSet.range(request.partition(), 1),
                            "no node holds partition " + request.partition());
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
            keys.close();
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
        try (keys) {
            future.complete(keys.results());
        } catch (RuntimeException e) {
            future.completeExceptionally(e);
        }
    }

    /** The keys that one request asks for. */
    private final class Group implements AnswerReader, Exchange.Outcome {

        private final Node node;
        private final int[] indexes;
        private final RecordDecoder decoder = new RecordDecoder(RecordDecoder.Retention.ALL);
        private final BatchRows rows;
        private Runnable ended = () -> {};

        private Group(Node node, int[] indexes) {
            this.node = node;
            this.indexes = indexes;
            BitSet asked = new BitSet();
            Arrays.stream(indexes).forEach(asked::set);
            rows = new BatchRows(node, asked, decoder);
            keys.keep(decoder);
        }

        @Override
        public boolean read(ByteBuf bytes) {
            decoder.offer(bytes);
            return rows.read(keys.addresses());
        }

        @Override
        public void completed() {
            ended.run();
        }

        @Override
        public void failed(AeroArrowException cause, boolean sent) {
            // Whoever breaks the rules is not believed what was said before.
            keys.failed(indexes, cause.atNode(node.toString()), sent, cause instanceof ProtocolViolationException);
            ended.run();
        }
    }
}

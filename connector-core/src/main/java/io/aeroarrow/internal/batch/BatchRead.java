package io.aeroarrow.internal.batch;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.PartitionsUnavailableException;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.PartitionMap;
import io.aeroarrow.internal.cluster.Retries;
import io.aeroarrow.internal.cluster.Route;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.metrics.ClientMetrics.CommandKind;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.Backoff;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A batch read. Each attempt requests the keys that have no answer yet. */
public final class BatchRead {

    private final Cluster cluster;
    private final BatchReadSpec spec;
    private final Route route;
    private final int keys;
    private final IntToLongFunction digests;
    private final Deadline deadline;
    private final Retries retries;
    private final OrderedAnswers answers;

    private BatchRead(
            Cluster cluster, BatchReadSpec spec, int keys, IntToLongFunction digests, KeyedAnswerConsumer consumer) {
        this.cluster = cluster;
        this.spec = spec;
        this.route = cluster.route(spec.routing());
        this.keys = keys;
        this.digests = digests;
        this.deadline = Deadline.start(spec.timeouts());
        this.retries = new Retries(cluster, spec.timeouts().maxRetries(), Backoff.DEFAULT, deadline);
        this.answers = new OrderedAnswers(keys, consumer);
    }

    /** Runs a batch read; see {@link io.aeroarrow.internal.client.CursorClient#batchRead}. */
    public static void run(
            Cluster cluster, BatchReadSpec spec, int keys, IntToLongFunction digests, KeyedAnswerConsumer consumer) {
        BatchRead read = new BatchRead(cluster, spec, keys, digests, consumer);
        try {
            read.runAttempts();
            cluster.meters().ended(CommandKind.BATCH, read.deadline.elapsedNanos(), null);
            cluster.meters().records(read.answers.next());
        } catch (RuntimeException e) {
            cluster.meters().ended(CommandKind.BATCH, read.deadline.elapsedNanos(), e);
            throw e;
        }
    }

    private void runAttempts() {
        try (NodeBatches batches =
                new NodeBatches(cluster.answerStreams(), spec, digests, deadline, answers, cluster.memory())) {
            for (int[] pending = pending(); pending.length > 0 && !answers.stopped(); pending = pending()) {
                AeroArrowException failure = runAttempt(batches, pending);
                if (failure != null) {
                    prepareRetry(failure);
                }
            }
        }
    }

    private int[] pending() {
        return IntStream.range(0, keys).filter(key -> !answers.isAnswered(key)).toArray();
    }

    private void prepareRetry(AeroArrowException cause) {
        if (deadline.isOver()) {
            throw ErrorDetails.of(deadline.missed("the batch read did not end", cause))
                    .after(retries.earlier())
                    .error();
        }
        if (retries.isLast()) {
            int[] pending = pending();
            throw ErrorDetails.of(new PartitionsUnavailableException(
                            PartitionSet.of(Arrays.stream(pending)
                                    .mapToObj(this::partition)
                                    .toList()),
                            pending.length + " of " + keys + " keys could not be read in " + (retries.attempt() + 1)
                                    + " attempts; the last failure: " + cause.getMessage(),
                            cause))
                    .after(retries.earlier())
                    .error();
        }
        retries.retryAfterPause(cause);
    }

    private int partition(int key) {
        return KeyDigester.partition(digests.applyAsLong(key));
    }

    /**
     * Sends the keys of a share when their answers have room. Until then, requests the next key if it was not requested:
     * only its answer frees memory.
     */
    private void send(NodeBatches batches, KeysByNode shares, KeysByNode.Share share) {
        boolean reads = true;
        while (reads && !answers.stopped() && share.count() > 0 && !batches.hasRoomFor(share.count())) {
            for (KeysByNode.Share other : shares.shares()) {
                if (other.count() > 0 && other.firstKey() == answers.next()) {
                    batches.send(other.node(), other.removeAll());
                }
            }
            reads = batches.readNextIfRunning();
        }
        if (share.count() > 0 && !answers.stopped()) {
            batches.send(share.node(), share.removeAll());
        }
    }

    /**
     * Makes one attempt. Sends a request as soon as it has enough keys.
     *
     * @return null if all keys were answered, or the consumer takes no more answers
     */
    private @Nullable AeroArrowException runAttempt(NodeBatches batches, int[] pending) {
        ClusterView view = cluster.view();
        PartitionMap map;
        try {
            map = view.partitions(spec.namespace());
        } catch (ConnectionFailedException e) {
            return e;
        }
        AeroArrowException unowned = null;
        batches.startAttempt(!retries.isLast());
        KeysByNode shares = new KeysByNode(partition -> route.reader(view, map, partition, retries.attempt()));
        for (int key : pending) {
            if (answers.stopped()) {
                return null;
            }
            int partition = partition(key);
            KeysByNode.Share share = shares.add(key, partition);
            if (share == null) {
                unowned = new PartitionsUnavailableException(
                        PartitionSet.range(partition, 1), "no node holds partition " + partition);
            } else if (share.count() >= batches.keysPerRequest()) {
                send(batches, shares, share);
            }
        }
        for (KeysByNode.Share share : shares.shares()) {
            send(batches, shares, share);
        }
        AeroArrowException failure = batches.await();
        return failure == null ? unowned : failure;
    }
}

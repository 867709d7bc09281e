package io.aeroarrow.client;

import io.aeroarrow.cluster.Cluster;
import io.aeroarrow.cluster.ClusterView;
import io.aeroarrow.cluster.Node;
import io.aeroarrow.cluster.PartitionMap;
import io.aeroarrow.cluster.Route;
import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ClientMetrics.CommandKind;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.PartitionsUnavailableException;
import io.aeroarrow.net.AnswerStream;
import io.aeroarrow.net.AnswerStreams;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.RequestEncoder;
import io.aeroarrow.protocol.BatchReadRequest;
import io.aeroarrow.protocol.KeyDigester;
import io.aeroarrow.protocol.RecordDecoder;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A batch read in rounds: each sends the keys that have no answer yet to their nodes, all at once. What comes in stays
 * where it is, so that it can be decoded in the order of the keys without another copy.
 */
final class BatchRead {

    private static final long RETRY_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Cluster cluster;
    private final BatchReadSpec spec;
    private final Route route;
    private final long digests;
    private final Deadline deadline;
    private final long[] addresses;
    private final List<RecordDecoder> memory = new ArrayList<>();
    private final BatchAnswers answers;
    private final Consumer<BatchAnswers> arrived;
    private @Nullable AeroArrowException failure;

    private BatchRead(Cluster cluster, BatchReadSpec spec, long digests, int keys, Consumer<BatchAnswers> arrived) {
        this.cluster = cluster;
        this.spec = spec;
        this.route = cluster.route(spec.routing());
        this.digests = digests;
        this.deadline = Deadline.start(spec.timeouts());
        this.addresses = new long[keys];
        this.answers = new BatchAnswers(addresses, memory);
        this.arrived = arrived;
    }

    /** Reads; see {@link AeroArrowClient#batchRead}. */
    static BatchAnswers run(
            Cluster cluster, BatchReadSpec spec, long digests, int keys, Consumer<BatchAnswers> arrived) {
        BatchRead read = new BatchRead(cluster, spec, digests, keys, arrived);
        try {
            read.runRounds();
            cluster.meters().ended(CommandKind.BATCH, read.deadline.elapsedNanos(), null);
            cluster.meters().records(keys);
            return read.answers;
        } catch (RuntimeException e) {
            cluster.meters().ended(CommandKind.BATCH, read.deadline.elapsedNanos(), e);
            read.answers.close();
            throw e;
        }
    }

    private void runRounds() {
        int attempt = 0;
        for (int[] pending = pending(); pending.length > 0; pending = pending()) {
            AeroArrowException before = failure;
            if (before != null) {
                attempt++;
                cluster.meters().retried();
                checkRetry(attempt, pending, before);
            }
            runRound(pending, attempt);
        }
    }

    private int[] pending() {
        int[] keys = new int[addresses.length];
        int count = 0;
        for (int key = 0; key < keys.length; key++) {
            if (addresses[key] == 0) {
                keys[count] = key;
                count++;
            }
        }
        return Arrays.copyOf(keys, count);
    }

    private void checkRetry(int attempt, int[] pending, AeroArrowException cause) {
        if (attempt > spec.timeouts().maxRetries()) {
            throw new PartitionsUnavailableException(
                    partitions(pending),
                    pending.length + " of " + addresses.length + " keys could not be read in " + attempt
                            + " attempts; the last one: " + cause.getMessage(),
                    cause);
        }
        if (deadline.isOver()) {
            throw deadline.missed("the batch read was not done", cause);
        }
        cluster.refresh(Math.min(RETRY_PAUSE_NANOS, deadline.remainingNanos()));
    }

    private PartitionSet partitions(int[] keys) {
        return PartitionSet.of(Arrays.stream(keys).mapToObj(this::partition).toList());
    }

    private int partition(int key) {
        return KeyDigester.partition(digests + (long) key * KeyDigester.DIGEST_SIZE);
    }

    private void runRound(int[] pending, int attempt) {
        ClusterView view = cluster.view();
        PartitionMap map;
        try {
            map = view.partitions(spec.namespace());
        } catch (ConnectionFailedException e) {
            failure = e;
            return;
        }
        KeyShares split = new KeyShares(partition -> route.reader(view, map, partition, attempt));
        for (int key : pending) {
            int partition = partition(key);
            if (!split.add(key, partition)) {
                failure = new PartitionsUnavailableException(
                        PartitionSet.range(partition, 1), "no node holds partition " + partition);
            }
        }
        Map<AnswerStream, NodeBatch> running = new LinkedHashMap<>();
        try (AnswerStreams streams = cluster.answerStreams()) {
            try {
                split.shares().forEach(share -> sendAll(share.node(), share.keys(), streams, running));
                while (!running.isEmpty()) {
                    await(streams, running);
                }
            } finally {
                running.values().forEach(NodeBatch::abandon);
            }
        }
    }

    private void sendAll(Node node, int[] indexes, AnswerStreams streams, Map<AnswerStream, NodeBatch> running) {
        for (int from = 0; from < indexes.length; from += spec.maxKeysPerRequest()) {
            int count = Math.min(spec.maxKeysPerRequest(), indexes.length - from);
            try {
                NodeBatch batch = send(node, indexes, from, count, streams, running);
                running.put(batch.answers(), batch);
            } catch (AeroArrowException e) {
                if (!e.retryable()) {
                    throw e;
                }
                failure = e;
            }
        }
    }

    private NodeBatch send(
            Node node,
            int[] indexes,
            int from,
            int count,
            AnswerStreams streams,
            Map<AnswerStream, NodeBatch> running) {
        BitSet keys = new BitSet();
        for (int i = from; i < from + count; i++) {
            keys.set(indexes[i]);
        }
        AnswerStream answers = start(node, buffers -> encode(node, indexes, from, count), streams, running);
        RecordDecoder decoder = new RecordDecoder(RecordDecoder.Retention.ALL);
        memory.add(decoder);
        return new NodeBatch(node, answers, keys, decoder);
    }

    /** Takes a connection; while all are busy, perhaps with this very batch, goes on with the answers to it. */
    private AnswerStream start(
            Node node, RequestEncoder request, AnswerStreams streams, Map<AnswerStream, NodeBatch> running) {
        while (!running.isEmpty()) {
            AnswerStream started = streams.startIfFree(node.pool(), request, deadline);
            if (started != null) {
                return started;
            }
            await(streams, running);
        }
        return streams.start(node.pool(), request, deadline);
    }

    private ByteBuf encode(Node node, int[] indexes, int from, int count) {
        return BatchReadRequest.encode(
                spec.namespace(),
                spec.set(),
                spec.bins(),
                spec.filter(),
                node.build(),
                spec.routing(),
                digests,
                indexes,
                from,
                count,
                deadline.serverMillis());
    }

    private void await(AnswerStreams streams, Map<AnswerStream, NodeBatch> running) {
        AnswerStreams.Event event = streams.poll(deadline);
        if (event == null) {
            failure = deadline.missed(
                    running.values().stream().map(NodeBatch::node).toList() + " sent nothing");
            running.values().forEach(NodeBatch::abandon);
            running.clear();
            return;
        }
        NodeBatch batch = running.get(event.stream());
        if (event instanceof AnswerStreams.Received received) {
            if (batch == null) {
                received.bytes().release();
                return;
            }
            batch.decoder().offer(received.bytes());
            if (batch.read(addresses)) {
                running.remove(batch.answers());
                batch.finish();
            }
            arrived.accept(answers);
        } else if (event instanceof AnswerStreams.Broken broken && batch != null) {
            failure = new ConnectionFailedException("the connection to " + batch.node() + " broke", broken.cause());
            running.remove(batch.answers());
            batch.abandon();
        }
    }
}

package io.aeroarrow.client;

import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.admin.IndexCommands;
import io.aeroarrow.internal.admin.InfoRequests;
import io.aeroarrow.internal.batch.BatchCall;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.record.RecordCall;
import io.aeroarrow.internal.record.RecordOperation;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Record;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.BackgroundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The operations of {@link AeroArrowClient} without a thread that waits. A future fails with the {@link
 * AeroArrowException} that the other client would throw.
 *
 * <p>Answers are decoded, and futures completed, by the executor that {@link AeroArrowClient#async(Executor)} was given,
 * never by an event loop, so that what follows on a future may take its time. Cancelling a future closes the connection
 * that its request is on; a write may have happened all the same. Futures that follow on it do not pass that on, nor do
 * those of info, counts and truncate, which are made of several requests.
 */
public final class AsyncClient {

    private final Cluster cluster;
    private final Executor executor;

    AsyncClient(Cluster cluster, Executor executor) {
        this.cluster = cluster;
        this.executor = executor;
    }

    private <T> CompletableFuture<T> start(RecordOperation<T> operation) {
        return RecordCall.start(cluster, operation, executor);
    }

    /** As {@link AeroArrowClient#get(Key, BinSelection, ReadPolicy)}. */
    public CompletableFuture<Optional<Record>> get(Key key, BinSelection bins, ReadPolicy policy) {
        return start(RecordOperation.get(key, bins, policy));
    }

    /** As {@link AeroArrowClient#exists}. */
    public CompletableFuture<Boolean> exists(Key key, ReadPolicy policy) {
        return start(RecordOperation.exists(key, policy));
    }

    /** As {@link AeroArrowClient#put(Key, List, WritePolicy)}. */
    public CompletableFuture<Void> put(Key key, List<Bin> bins, WritePolicy policy) {
        return start(RecordOperation.put(key, bins, policy));
    }

    /** As {@link AeroArrowClient#delete}. */
    public CompletableFuture<Boolean> delete(Key key, WritePolicy policy) {
        return start(RecordOperation.delete(key, policy));
    }

    /** As {@link AeroArrowClient#touch}. */
    public CompletableFuture<Boolean> touch(Key key, WritePolicy policy) {
        return start(RecordOperation.touch(key, policy));
    }

    /** As {@link AeroArrowClient#operate}. */
    public CompletableFuture<Optional<Record>> operate(Key key, List<Operation> operations, WritePolicy policy) {
        return start(RecordOperation.operate(key, operations, policy));
    }

    /** As {@link AeroArrowClient#batch}. */
    public CompletableFuture<List<BatchResult>> batch(List<BatchEntry> entries, BatchPolicy policy) {
        return BatchCall.start(cluster, entries, policy, executor);
    }

    /** As {@link AeroArrowClient#truncate}. */
    public CompletableFuture<Void> truncate(String namespace, String set, Optional<Instant> before) {
        return questions().truncate(namespace, set, before);
    }

    /** As {@link AeroArrowClient#info}. */
    public CompletableFuture<Map<String, String>> info(List<String> names) {
        return questions().anyNode(names);
    }

    /** As {@link AeroArrowClient#namespaces}. */
    public CompletableFuture<List<NamespaceCount>> namespaces() {
        return questions().namespaces();
    }

    /** As {@link AeroArrowClient#sets}. */
    public CompletableFuture<List<SetCount>> sets(String namespace) {
        return questions().sets(namespace);
    }

    /** As {@link AeroArrowClient#createIndex}. */
    public CompletableFuture<Void> createIndex(SecondaryIndex index) {
        return indexCommands().create(index);
    }

    /** As {@link AeroArrowClient#dropIndex}. */
    public CompletableFuture<Void> dropIndex(String namespace, String name) {
        return indexCommands().drop(namespace, name);
    }

    /** As {@link AeroArrowClient#indexes}. */
    public CompletableFuture<List<IndexStatus>> indexes(String namespace) {
        return indexCommands().list(namespace);
    }

    /** As {@link AeroArrowClient#awaitIndex}. */
    public CompletableFuture<Void> awaitIndex(String namespace, String name, Duration patience) {
        return indexCommands().await(namespace, name, patience);
    }

    /** As {@link AeroArrowClient#startBackground}. */
    public CompletableFuture<BackgroundJob> startBackground(BackgroundRequest request) {
        return BackgroundJob.start(cluster, request, executor);
    }

    private IndexCommands indexCommands() {
        return new IndexCommands(cluster, executor);
    }

    private InfoRequests questions() {
        return new InfoRequests(cluster, executor);
    }
}

package io.aeroarrow.client;

import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.admin.IndexCommands;
import io.aeroarrow.internal.admin.InfoRequests;
import io.aeroarrow.internal.batch.BatchCall;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
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
 * Asynchronous variant of {@link AeroArrowClient}. A future fails with the {@link
 * AeroArrowException} that the other client would throw.
 *
 * <p>Answers are decoded, and futures completed, by the executor that {@link AeroArrowClient#async(Executor)} was
 * given. Callbacks may block, because they never run on an event loop. Cancelling a future closes its connection; a
 * write may still have happened. Dependent futures do not propagate the cancellation. Neither do the futures of info,
 * counts and truncate, which consist of several requests.
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

    /**
     * As {@link AeroArrowClient#get(Key, BinSelection, ReadPolicy)}.
     *
     * @param key the key of the record
     * @param bins the bins
     * @param policy timeouts, retries and other conditions
     * @return the record; empty if there is none
     */
    public CompletableFuture<Optional<Record>> get(Key key, BinSelection bins, ReadPolicy policy) {
        return start(RecordOperation.get(key, bins, policy));
    }

    /**
     * As {@link AeroArrowClient#exists}.
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     * @return whether the record exists
     */
    public CompletableFuture<Boolean> exists(Key key, ReadPolicy policy) {
        return start(RecordOperation.exists(key, policy));
    }

    /**
     * As {@link AeroArrowClient#put(Key, List, WritePolicy)}.
     *
     * @param key the key of the record
     * @param bins the bins
     * @param policy timeouts, retries and other conditions
     * @return completes when the record is written
     */
    public CompletableFuture<Void> put(Key key, List<Bin> bins, WritePolicy policy) {
        return start(RecordOperation.put(key, bins, policy));
    }

    /**
     * As {@link AeroArrowClient#delete}.
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     * @return whether the record existed
     */
    public CompletableFuture<Boolean> delete(Key key, WritePolicy policy) {
        return start(RecordOperation.delete(key, policy));
    }

    /**
     * As {@link AeroArrowClient#touch}.
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     * @return a future of the result
     */
    public CompletableFuture<Boolean> touch(Key key, WritePolicy policy) {
        return start(RecordOperation.touch(key, policy));
    }

    /**
     * As {@link AeroArrowClient#operate}.
     *
     * @param key the key of the record
     * @param operations at least one, in this order
     * @param policy timeouts, retries and other conditions
     * @return a future of the result
     */
    public CompletableFuture<Optional<Record>> operate(Key key, List<Operation> operations, WritePolicy policy) {
        return start(RecordOperation.operate(key, operations, policy));
    }

    /**
     * As {@link AeroArrowClient#batch}.
     *
     * @param entries one entry for each key
     * @param policy timeouts, retries and other conditions
     * @return what became of each key, in the order of the entries
     */
    public CompletableFuture<List<BatchResult>> batch(List<BatchEntry> entries, BatchPolicy policy) {
        return BatchCall.start(cluster, entries, policy, executor);
    }

    /**
     * As {@link AeroArrowClient#truncate}.
     *
     * @param namespace the namespace
     * @param set the set; empty for none
     * @param before spares records that were written later; empty for now
     * @return a future that completes when it is done
     */
    public CompletableFuture<Void> truncate(String namespace, String set, Optional<Instant> before) {
        return infoRequests().truncate(namespace, set, before);
    }

    /**
     * As {@link AeroArrowClient#info}.
     *
     * @param names names of info commands
     * @return a future of the result
     */
    public CompletableFuture<Map<String, String>> info(List<String> names) {
        return infoRequests().anyNode(names);
    }

    /**
     * As {@link AeroArrowClient#namespaces}.
     *
     * @return a future of the result
     */
    public CompletableFuture<List<NamespaceCount>> namespaces() {
        return infoRequests().namespaces();
    }

    /**
     * As {@link AeroArrowClient#sets}.
     *
     * @param namespace the namespace
     * @return a future of the result
     */
    public CompletableFuture<List<SetCount>> sets(String namespace) {
        return infoRequests().sets(namespace);
    }

    /**
     * As {@link AeroArrowClient#createIndex}.
     *
     * @param index the definition
     * @return a future that completes when it is done
     */
    public CompletableFuture<Void> createIndex(SecondaryIndex index) {
        return indexCommands().create(index);
    }

    /**
     * As {@link AeroArrowClient#dropIndex}.
     *
     * @param namespace the namespace
     * @param name the name of the index
     * @return a future that completes when it is done
     */
    public CompletableFuture<Void> dropIndex(String namespace, String name) {
        return indexCommands().drop(namespace, name);
    }

    /**
     * As {@link AeroArrowClient#createSetIndex}.
     *
     * @param index the definition
     * @return completes when the cluster knows
     */
    public CompletableFuture<Void> createSetIndex(SetIndex index) {
        return indexCommands().create(index);
    }

    /**
     * As {@link AeroArrowClient#setIndexes}.
     *
     * @param namespace the namespace
     * @return the indexes of its sets
     */
    public CompletableFuture<List<SetIndex>> setIndexes(String namespace) {
        return indexCommands().ofSets(namespace);
    }

    /**
     * As {@link AeroArrowClient#selectIndex}.
     *
     * @param namespace the namespace
     * @param set the set to read; empty for the namespace
     * @param filter the filter
     * @return the index
     */
    public CompletableFuture<Optional<IndexSelection>> selectIndex(String namespace, String set, Filter filter) {
        return planIndex(namespace, set, filter, IndexUse.auto()).thenApply(IndexPlan::selection);
    }

    /**
     * As {@link AeroArrowClient#planIndex}.
     *
     * @param namespace the namespace
     * @param set the set to read; empty for the namespace
     * @param filter the filter
     * @param use which index to use
     * @return the plan
     */
    public CompletableFuture<IndexPlan> planIndex(String namespace, String set, Filter filter, IndexUse use) {
        ClusterView view = cluster.view();
        return new IndexPlanner(
                        this,
                        view.lowestBuild().capabilities(),
                        Math.max(1, view.nodes().size()),
                        namespace,
                        set,
                        filter)
                .plan(use);
    }

    /**
     * As {@link AeroArrowClient#indexStatistics}.
     *
     * @param namespace the namespace
     * @param names the names of the indexes
     * @return the statistics
     */
    public CompletableFuture<List<IndexStatistics>> indexStatistics(String namespace, List<String> names) {
        return indexCommands().statistics(namespace, names);
    }

    /**
     * As {@link AeroArrowClient#indexes}.
     *
     * @param namespace the namespace
     * @return a future of the result
     */
    public CompletableFuture<List<IndexStatus>> indexes(String namespace) {
        return indexCommands().list(namespace);
    }

    /**
     * As {@link AeroArrowClient#awaitIndex}.
     *
     * @param namespace the namespace
     * @param name the name of the index
     * @param patience the longest to wait
     * @return a future that completes when it is done
     */
    public CompletableFuture<Void> awaitIndex(String namespace, String name, Duration patience) {
        return indexCommands().await(namespace, name, patience);
    }

    /**
     * As {@link AeroArrowClient#startBackground}.
     *
     * @param request what to read or to change
     * @return the running request
     */
    public CompletableFuture<BackgroundJob> startBackground(BackgroundRequest request) {
        return BackgroundJob.start(cluster, request, executor);
    }

    private IndexCommands indexCommands() {
        return new IndexCommands(cluster, executor);
    }

    private InfoRequests infoRequests() {
        return new InfoRequests(cluster, executor);
    }
}

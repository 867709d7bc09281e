package io.aeroarrow.client;

import io.aeroarrow.admin.ClusterCapabilities;
import io.aeroarrow.admin.IndexStatistics;
import io.aeroarrow.admin.IndexStatus;
import io.aeroarrow.admin.NamespaceCount;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.admin.ServerNode;
import io.aeroarrow.admin.SetCount;
import io.aeroarrow.admin.SetIndex;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.ServerErrorException;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.cluster.Cluster;
import io.aeroarrow.internal.cluster.ClusterView;
import io.aeroarrow.internal.cluster.Node;
import io.aeroarrow.internal.digest.KeyDigester;
import io.aeroarrow.internal.record.BlockingRecordCall;
import io.aeroarrow.internal.record.CallerThreadExecutor;
import io.aeroarrow.internal.record.RecordOperation;
import io.aeroarrow.internal.scan.PartitionPlan;
import io.aeroarrow.internal.scan.QueryAborts;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.Record;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.operation.BatchResult;
import io.aeroarrow.operation.Operation;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import io.aeroarrow.query.BackgroundRequest;
import io.aeroarrow.query.ScanRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;

/** A client of one cluster. Thread-safe; share one long-lived client. */
public final class AeroArrowClient implements AutoCloseable {

    private final Cluster cluster;
    private final QueryAborts aborts = new QueryAborts();
    private final CursorClient cursors;

    private AeroArrowClient(Cluster cluster) {
        this.cluster = cluster;
        cursors = new CursorClient(cluster, aborts);
    }

    /**
     * {@return the partition, 0 to 4095, that a key's record is in, in any namespace}
     *
     * @param key the key of the record
     */
    public static int partitionOf(Key key) {
        return KeyDigester.partition(KeyDigester.digest(key));
    }

    /**
     * Connects to a cluster.
     *
     * @param config how to reach the cluster
     * @return the client; to be closed
     * @throws ConnectionFailedException if no seed leads to a node, with the reason of each
     */
    public static AeroArrowClient connect(ClientConfig config) {
        return new AeroArrowClient(Cluster.connect(config));
    }

    /**
     * Starts a scan, or a query through a secondary index. Records come in no defined order, each once.
     *
     * <p>A slow reader slows the connections down: without TLS, unread data stays in the kernel's socket buffers; with
     * TLS, at most about 4 MiB per connection wait in memory. A query that can find a record under several values (a
     * range over a list or map, or GeoJSON) remembers the records it has returned, in at most 64 MiB.
     *
     * @param request what to read or to change
     * @return the records; to be closed, which ends the query on the servers too
     * @throws ServerErrorException if the namespace does not exist
     */
    public RecordStream scan(ScanRequest request) {
        return new RecordStream(request.namespace(), request.bins(), cursors.scan(request));
    }

    /**
     * Reads a record.
     *
     * @param key the key of the record
     * @param bins the bins
     * @param policy timeouts, retries and other conditions
     * @return empty if there is none
     * @throws AeroArrowException if the server refuses or does not answer
     */
    public Optional<Record> get(Key key, BinSelection bins, ReadPolicy policy) {
        return run(RecordOperation.get(key, bins, policy));
    }

    /**
     * Reads all bins of a record.
     *
     * @param key the key of the record
     * @return the record; empty if there is none
     */
    public Optional<Record> get(Key key) {
        return get(key, BinSelection.all(), ReadPolicy.DEFAULT);
    }

    /**
     * {@return whether there is a record}
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     */
    public boolean exists(Key key, ReadPolicy policy) {
        return run(RecordOperation.exists(key, policy));
    }

    /**
     * Writes a record: sets the given bins and keeps other bins, unless the policy replaces the record.
     *
     * @param key the key of the record
     * @param bins the bins
     * @param policy timeouts, retries and other conditions
     * @throws ServerErrorException if the server refuses
     * @throws AeroArrowException if there is no answer; {@link AeroArrowException#inDoubt} tells whether the write
     *     may have happened
     */
    public void put(Key key, List<Bin> bins, WritePolicy policy) {
        run(RecordOperation.put(key, bins, policy));
    }

    /**
     * Deletes a record.
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     * @return whether there was one
     * @throws AeroArrowException as of {@link #put}
     */
    public boolean delete(Key key, WritePolicy policy) {
        return run(RecordOperation.delete(key, policy));
    }

    /**
     * Resets the record's time to live to that of the policy.
     *
     * @param key the key of the record
     * @param policy timeouts, retries and other conditions
     * @return whether there is such a record
     * @throws AeroArrowException as of {@link #put}
     */
    public boolean touch(Key key, WritePolicy policy) {
        return run(RecordOperation.touch(key, policy));
    }

    /**
     * Applies several operations to a record atomically, in their order.
     *
     * @param key the key of the record
     * @param operations at least one, in this order
     * @param policy timeouts, retries and other conditions
     * @return what the operations read; empty if they only read and there is no record
     * @throws AeroArrowException as of {@link #put}
     */
    public Optional<Record> operate(Key key, List<Operation> operations, WritePolicy policy) {
        return run(RecordOperation.operate(key, operations, policy));
    }

    /**
     * Reads, writes and deletes many records, in no defined order. Each key succeeds or fails on its own.
     *
     * @param entries one entry for each key
     * @param policy timeouts, retries and other conditions
     * @return the result of each key, in the order of the entries; check each result,
     *     because errors of keys are not thrown
     */
    public List<BatchResult> batch(List<BatchEntry> entries, BatchPolicy policy) {
        return call(async -> async.batch(entries, policy), true);
    }

    /**
     * Deletes all records of a set, or of a whole namespace. Returns once the cluster knows; the records go soon
     * after.
     *
     * @param namespace the namespace
     * @param set empty for all sets
     * @param before spares the records that were written later; empty for now
     * @throws ServerErrorException if the server refuses
     */
    public void truncate(String namespace, String set, Optional<Instant> before) {
        call(async -> async.truncate(namespace, set, before), true);
    }

    /**
     * Sends info commands to one node; if it does not answer, to the next one.
     *
     * @param names info names, such as {@code build} or {@code sets/test}
     * @return the value of each name
     */
    public Map<String, String> info(List<String> names) {
        return call(async -> async.info(names), false);
    }

    /**
     * {@return the names of the cluster's namespaces, sorted} The client knows them from tending and sends no request, so
     * this also works while a node is missing.
     *
     * @throws ConnectionFailedException if no node of the cluster answers
     */
    public List<String> namespaceNames() {
        return viewWithNodes().namespaces().keySet().stream().sorted().toList();
    }

    /**
     * {@return the nodes that answer, by id} The client knows them from tending and sends no request.
     *
     * @throws ConnectionFailedException if no node of the cluster answers
     */
    public List<ServerNode> nodes() {
        return viewWithNodes().nodes().stream()
                .map(node -> new ServerNode(
                        node.id(), node.address().toString(), node.build().toString()))
                .sorted(Comparator.comparing(ServerNode::id))
                .toList();
    }

    /**
     * {@return what all nodes that answer can do} The client knows it from tending and sends no request. It may change
     * at any time, because nodes can be upgraded, and nodes of another version can join.
     *
     * @throws ConnectionFailedException if no node of the cluster answers
     */
    public ClusterCapabilities capabilities() {
        return viewWithNodes().lowestBuild().capabilities();
    }

    private ClusterView viewWithNodes() {
        return cluster.view().requireNodes();
    }

    /**
     * {@return the namespaces of the cluster, by name} While a node does not answer, the numbers are estimates from the
     * nodes that hold its replicas. Without replicas, the call waits up to 30 seconds for the cluster to heal.
     *
     * @throws io.aeroarrow.error.DeadlineExceededException if the cluster has not healed after 30 seconds; it names a node
     *     that does not answer
     */
    public List<NamespaceCount> namespaces() {
        return call(AsyncClient::namespaces, false);
    }

    /**
     * {@return the sets of a namespace, by name; none if the namespace does not exist} While a node does not answer, the
     * numbers are estimates from the nodes that hold its replicas. Without replicas, the call waits up to 30 seconds for
     * the cluster to heal.
     *
     * @param namespace the namespace
     * @throws io.aeroarrow.error.DeadlineExceededException if the cluster has not healed after 30 seconds; it names a node
     *     that does not answer
     */
    public List<SetCount> sets(String namespace) {
        return call(async -> async.sets(namespace), false);
    }

    /**
     * Creates a secondary index. Returns once the cluster knows; {@link #awaitIndex} waits until it is filled.
     * Succeeds if an identical index exists.
     *
     * @param index the definition
     * @throws ServerErrorException with {@link io.aeroarrow.error.ResultCode#INDEX_FOUND} if there is another
     *     index of that name, or the same one under another name
     */
    public void createIndex(SecondaryIndex index) {
        call(async -> async.createIndex(index), true);
    }

    /**
     * Drops a secondary index.
     *
     * @param namespace the namespace
     * @param name the name of the index
     * @throws ServerErrorException with {@link io.aeroarrow.error.ResultCode#INDEX_NOT_FOUND} if there is none
     */
    public void dropIndex(String namespace, String name) {
        call(async -> async.dropIndex(namespace, name), true);
    }

    /**
     * {@return the secondary indexes of a namespace, as one node reports them}
     *
     * @param namespace the namespace
     */
    public List<IndexStatus> indexes(String namespace) {
        return call(async -> async.indexes(namespace), false);
    }

    /**
     * {@return the sizes of some secondary indexes, in the order of their names} Asks all nodes; leaves out indexes that no
     * node knows.
     *
     * @param namespace the namespace
     * @param names the names of the indexes
     */
    public List<IndexStatistics> indexStatistics(String namespace, List<String> names) {
        return call(async -> async.indexStatistics(namespace, names), false);
    }

    /**
     * Creates an index of all records of a set: scans of the set then do not visit the other records of the namespace. Succeeds if
     * the same index exists. {@link #dropIndex} drops it. Needs server 8.1.2.
     *
     * @param index the definition
     * @throws ServerErrorException with {@link io.aeroarrow.error.ResultCode#INDEX_FOUND} if there is another
     *     index of that name, or the same one under another name; with {@link
     *     io.aeroarrow.error.ResultCode#UNSUPPORTED_FEATURE} if a node is older
     */
    public void createSetIndex(SetIndex index) {
        call(async -> async.createSetIndex(index), true);
    }

    /**
     * {@return the indexes of sets of a namespace, as one node reports them} Servers before 8.1.2 list none; {@link
     * SetCount#indexed} tells of indexes that their configuration enables, too.
     *
     * @param namespace the namespace
     */
    public List<SetIndex> setIndexes(String namespace) {
        return call(async -> async.setIndexes(namespace), false);
    }

    /**
     * Selects the secondary index that serves a filter by an equality, a list of values or a range. Of several, it selects the one
     * that finds the fewest records, as the servers have counted. Use it with {@code ScanRequest.withIndex}, and keep the filter.
     *
     * @param namespace the namespace
     * @param set the set to read; empty for the namespace
     * @param filter the filter
     * @return the index; empty if none serves the filter
     */
    public Optional<IndexSelection> selectIndex(String namespace, String set, Filter filter) {
        return call(async -> async.selectIndex(namespace, set, filter), false);
    }

    /**
     * Decides whether a read with a filter uses a secondary index. Use the selected query with {@code ScanRequest.withIndex}, and keep
     * the filter.
     *
     * @param namespace the namespace
     * @param set the set to read; empty for the namespace
     * @param filter the filter
     * @param use which index to use
     * @return the plan
     * @throws IllegalArgumentException if the named index does not exist, or serves no condition of the filter
     */
    public IndexPlan planIndex(String namespace, String set, Filter filter, IndexUse use) {
        return call(async -> async.planIndex(namespace, set, filter, use), false);
    }

    /**
     * Waits until a secondary index can be queried on all nodes.
     *
     * @param namespace the namespace
     * @param name the name of the index
     * @param patience the longest to wait
     * @throws ServerErrorException with {@link io.aeroarrow.error.ResultCode#INDEX_NOT_FOUND} if no node knows it
     * @throws io.aeroarrow.error.DeadlineExceededException if it takes longer; the index is filled all the same
     */
    public void awaitIndex(String namespace, String name, Duration patience) {
        call(async -> async.awaitIndex(namespace, name, patience), false);
    }

    /**
     * Runs a server-side write or delete: each node changes the records that it is the master of. Returns when all
     * nodes have started. While a node does not answer, the call waits up to 30 seconds for the cluster to heal, and
     * starts nothing.
     *
     * @param request what to read or to change
     * @return the running request
     * @throws ServerErrorException if a node refuses; the other nodes are asked to stop
     * @throws io.aeroarrow.error.DeadlineExceededException if the cluster has not healed after 30 seconds; it names a node
     *     that does not answer
     */
    public BackgroundJob startBackground(BackgroundRequest request) {
        // The caller's thread is busy with other things by the time that it is asked for its progress.
        return call(async -> async.startBackground(request), true).over(ForkJoinPool.commonPool());
    }

    /**
     * Gives AeroArrow's own modules a view of this client that is not API, as JDBC's {@code Wrapper} does. The view
     * may change in every release.
     *
     * @param <T> the type of the view
     * @param view the type of the view
     * @return the view
     * @throws IllegalArgumentException if this client has no such view
     */
    public <T> T unwrap(Class<T> view) {
        if (!view.isInstance(cursors)) {
            throw new IllegalArgumentException("a client has no view " + view.getName());
        }
        return view.cast(cursors);
    }

    private <T> T run(RecordOperation<T> operation) {
        return BlockingRecordCall.run(cluster, operation);
    }

    private <T> T call(Function<AsyncClient, CompletableFuture<T>> operation, boolean writes) {
        CallerThreadExecutor caller = new CallerThreadExecutor();
        return caller.await(operation.apply(new AsyncClient(cluster, caller)), writes);
    }

    /**
     * {@return the asynchronous variant of this client}
     *
     * @param executor decodes answers and completes futures
     */
    public AsyncClient async(Executor executor) {
        return new AsyncClient(cluster, executor);
    }

    /**
     * As {@link #async(Executor)}, with the common pool.
     *
     * @return the client with asynchronous methods
     */
    public AsyncClient async() {
        return async(ForkJoinPool.commonPool());
    }

    /**
     * Divides the partitions of a namespace into groups; each group has one master node.
     *
     * @param namespace the namespace
     * @param wanted how many groups to aim at; each node has at least one
     * @return groups that together have all partitions, each once
     */
    public List<PartitionSet> planPartitions(String namespace, int wanted) {
        return PartitionPlan.plan(cluster.view(), namespace, wanted);
    }

    /**
     * {@return the host of a partition's master; empty while there is no master}
     *
     * @param namespace the namespace
     * @param partition its id, 0 to 4095
     */
    public Optional<String> hostOf(String namespace, int partition) {
        Node owner = cluster.view().partitions(namespace).ownerForAttempt(0, partition);
        return Optional.ofNullable(owner).map(node -> node.address().host());
    }

    /** {@return the counters of this client, and the state of its connections} */
    public ClientMetrics metrics() {
        return cluster.metrics();
    }

    /**
     * Ends all operations, then closes all connections. Operations in flight fail with a {@link
     * io.aeroarrow.error.ClientClosedException}: blocked methods throw it, futures complete with it, streams and readers
     * throw it when they are read next. A write that was sent is {@linkplain AeroArrowException#inDoubt in doubt}.
     * Operations that start later fail in the same way. Streams and readers keep their memory until they are closed.
     *
     * <p>Queries are aborted on the servers; the method waits for that up to a second. Background jobs go on. Other
     * clients are not affected. Any thread may close the client, and more than once.
     */
    @Override
    public void close() {
        cluster.refuseOperations();
        aborts.abortAll();
        cluster.endOperations();
        aborts.await();
        cluster.close();
    }
}

package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.async.EventLoopType;
import com.aerospike.client.async.EventLoops;
import com.aerospike.client.async.EventPolicy;
import com.aerospike.client.async.NettyEventLoops;
import com.aerospike.client.listener.RecordArrayListener;
import com.aerospike.client.listener.RecordListener;
import com.aerospike.client.listener.RecordSequenceListener;
import com.aerospike.client.listener.WriteListener;
import com.aerospike.client.policy.BatchPolicy;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.ScanPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.report.Contestant;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** The official Java client: blocking, and with listeners on Netty event loops. */
final class OfficialClients implements AutoCloseable {

    static final String SYNC = "official Java client, sync";
    static final String ASYNC = "official Java client, async";

    private final EventLoops loops;
    private final AerospikeClient client;
    private final WritePolicy writes = new WritePolicy();

    OfficialClients(BenchmarkServer server, OperationLoad load) {
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new NettyEventLoops(
                new EventPolicy(),
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), transport),
                Epoll.isAvailable() ? EventLoopType.NETTY_EPOLL : EventLoopType.NETTY_NIO);
        ClientPolicy policy = new ClientPolicy();
        policy.eventLoops = loops;
        policy.maxConnsPerNode = load.connections();
        policy.asyncMaxConnsPerNode = load.connections();
        client = new AerospikeClient(policy, new Host(server.host(), server.port()));
        writes.sendKey = true;
    }

    List<BenchmarkClient> all() {
        return List.of(
                blocking(new ContestantRecords("official-sync")), async(new ContestantRecords("official-async")));
    }

    private BenchmarkClient blocking(ContestantRecords records) {
        Call.Blocking get = (number, one) -> found(client.get(null, key(records, number)));
        return new JavaBenchmarkClient(
                Contestant.other(SYNC, null),
                records,
                Map.of(
                        ClientOperation.PUT,
                        (Call.Blocking) (number, one) -> {
                            client.put(writes, key(records, number), bins(number));
                            return ReadRows.NOTHING;
                        },
                        ClientOperation.GET,
                        get,
                        ClientOperation.BATCH_GET,
                        (Call.Blocking)
                                (first, size) -> found(client.get((BatchPolicy) null, keys(records, first, size))),
                        ClientOperation.SCAN,
                        (Call.Blocking) (number, one) -> scan(records)));
    }

    private ReadRows scan(ContestantRecords records) {
        Queue<Record> scanned = new ConcurrentLinkedQueue<>();
        client.scanAll(
                new ScanPolicy(), ContestantRecords.NAMESPACE, records.set(), (key, record) -> scanned.add(record));
        return row -> scanned.forEach(record -> found(record).each(row));
    }

    private BenchmarkClient async(ContestantRecords records) {
        Call.Async get = (number, one) -> startGet(key(records, number));
        return new JavaBenchmarkClient(
                Contestant.other(ASYNC, SYNC),
                records,
                Map.of(
                        ClientOperation.PUT,
                        (Call.Async) (number, one) -> startPut(key(records, number), bins(number)),
                        ClientOperation.GET,
                        get,
                        ClientOperation.BATCH_GET,
                        (Call.Async) (first, size) -> startBatch(keys(records, first, size)),
                        ClientOperation.SCAN,
                        (Call.Async) (number, one) -> startScan(records)));
    }

    private CompletableFuture<ReadRows> startGet(Key key) {
        CompletableFuture<ReadRows> future = new CompletableFuture<>();
        client.get(
                null,
                new RecordListener() {
                    @Override
                    public void onSuccess(Key found, Record record) {
                        future.complete(found(record));
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(cause);
                    }
                },
                null,
                key);
        return future;
    }

    private CompletableFuture<ReadRows> startPut(Key key, Bin... bins) {
        CompletableFuture<ReadRows> future = new CompletableFuture<>();
        client.put(
                null,
                new WriteListener() {
                    @Override
                    public void onSuccess(Key written) {
                        future.complete(ReadRows.NOTHING);
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(cause);
                    }
                },
                writes,
                key,
                bins);
        return future;
    }

    private CompletableFuture<ReadRows> startBatch(Key... keys) {
        CompletableFuture<ReadRows> future = new CompletableFuture<>();
        client.get(
                null,
                new RecordArrayListener() {
                    @Override
                    public void onSuccess(Key[] asked, Record[] records) {
                        future.complete(found(records));
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(cause);
                    }
                },
                null,
                keys);
        return future;
    }

    private CompletableFuture<ReadRows> startScan(ContestantRecords records) {
        CompletableFuture<ReadRows> future = new CompletableFuture<>();
        Queue<Record> scanned = new ConcurrentLinkedQueue<>();
        client.scanAll(
                null,
                new RecordSequenceListener() {
                    @Override
                    public void onRecord(Key key, Record record) {
                        scanned.add(record);
                    }

                    @Override
                    public void onSuccess() {
                        future.complete(
                                row -> scanned.forEach(record -> found(record).each(row)));
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(cause);
                    }
                },
                null,
                ContestantRecords.NAMESPACE,
                records.set());
        return future;
    }

    private static ReadRows found(Record... records) {
        return row -> Arrays.stream(records)
                .forEach(record ->
                        row.accept(record.getLong("id"), record.getDouble("ratio"), record.getString("name")));
    }

    private Key[] keys(ContestantRecords records, int first, int size) {
        return IntStream.range(first, first + size)
                .mapToObj(number -> key(records, number))
                .toArray(Key[]::new);
    }

    private static Key key(ContestantRecords records, int number) {
        return new Key(ContestantRecords.NAMESPACE, records.set(), records.key(number));
    }

    private static Bin[] bins(int number) {
        return new Bin[] {
            new Bin("id", number),
            new Bin("ratio", ContestantRecords.ratio(number)),
            new Bin("name", ContestantRecords.name(number)),
        };
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}

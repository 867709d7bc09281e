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
import io.aeroarrow.bench.Target;
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

/** The official Java client: blocking, and by its listeners on Netty's event loops. */
final class OfficialContenders implements AutoCloseable {

    static final String SYNC = "official Java client, sync";
    static final String ASYNC = "official Java client, async";

    private final Load load;
    private final EventLoops loops;
    private final AerospikeClient client;
    private final WritePolicy writes = new WritePolicy();

    OfficialContenders(Target target, Load load) {
        this.load = load;
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        loops = new NettyEventLoops(
                new EventPolicy(),
                new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), transport),
                Epoll.isAvailable() ? EventLoopType.NETTY_EPOLL : EventLoopType.NETTY_NIO);
        ClientPolicy policy = new ClientPolicy();
        policy.eventLoops = loops;
        policy.maxConnsPerNode = Math.max(100, 2 * load.concurrency());
        policy.asyncMaxConnsPerNode = Math.max(100, 2 * load.concurrency());
        client = new AerospikeClient(policy, new Host(target.host(), target.port()));
        writes.sendKey = true;
    }

    List<Contender> all() {
        return List.of(blocking(new Records("official-sync")), pending(new Records("official-async")));
    }

    private Contender blocking(Records records) {
        Call.Blocking get = number -> found(client.get(null, key(records, number)));
        return new JavaContender(
                Contestant.other(SYNC, null),
                records,
                Map.of(
                        Operation.PUT,
                        (Call.Blocking) number -> {
                            client.put(writes, key(records, number), bins(number));
                            return Found.NOTHING;
                        },
                        Operation.GET,
                        get,
                        Operation.GET_ONE,
                        get,
                        Operation.BATCH_GET,
                        (Call.Blocking) group -> found(client.get((BatchPolicy) null, keys(records, group))),
                        Operation.SCAN,
                        (Call.Blocking) number -> scan(records)));
    }

    private Found scan(Records records) {
        Queue<Record> scanned = new ConcurrentLinkedQueue<>();
        client.scanAll(new ScanPolicy(), Records.NAMESPACE, records.set(), (key, record) -> scanned.add(record));
        return row -> scanned.forEach(record -> found(record).each(row));
    }

    private Contender pending(Records records) {
        Call.Pending get = number -> startGet(key(records, number));
        return new JavaContender(
                Contestant.other(ASYNC, SYNC),
                records,
                Map.of(
                        Operation.PUT,
                        (Call.Pending) number -> startPut(key(records, number), bins(number)),
                        Operation.GET,
                        get,
                        Operation.GET_ONE,
                        get,
                        Operation.BATCH_GET,
                        (Call.Pending) group -> startBatch(keys(records, group)),
                        Operation.SCAN,
                        (Call.Pending) number -> startScan(records)));
    }

    private CompletableFuture<Found> startGet(Key key) {
        CompletableFuture<Found> future = new CompletableFuture<>();
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

    private CompletableFuture<Found> startPut(Key key, Bin... bins) {
        CompletableFuture<Found> future = new CompletableFuture<>();
        client.put(
                null,
                new WriteListener() {
                    @Override
                    public void onSuccess(Key written) {
                        future.complete(Found.NOTHING);
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

    private CompletableFuture<Found> startBatch(Key... keys) {
        CompletableFuture<Found> future = new CompletableFuture<>();
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

    private CompletableFuture<Found> startScan(Records records) {
        CompletableFuture<Found> future = new CompletableFuture<>();
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
                Records.NAMESPACE,
                records.set());
        return future;
    }

    private static Found found(Record... records) {
        return row -> Arrays.stream(records)
                .forEach(record ->
                        row.accept(record.getLong("id"), record.getDouble("ratio"), record.getString("name")));
    }

    private Key[] keys(Records records, int group) {
        int size = load.keysOfGroup();
        return IntStream.range(group * size, (group + 1) * size)
                .mapToObj(number -> key(records, number))
                .toArray(Key[]::new);
    }

    private static Key key(Records records, int number) {
        return new Key(Records.NAMESPACE, records.set(), records.key(number));
    }

    private static Bin[] bins(int number) {
        return new Bin[] {
            new Bin("id", number), new Bin("ratio", Records.ratio(number)), new Bin("name", Records.name(number)),
        };
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}

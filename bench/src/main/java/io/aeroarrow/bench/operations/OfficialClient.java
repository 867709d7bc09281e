package io.aeroarrow.bench.operations;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.async.EventLoops;
import com.aerospike.client.async.EventPolicy;
import com.aerospike.client.async.NettyEventLoops;
import com.aerospike.client.listener.RecordListener;
import com.aerospike.client.listener.WriteListener;
import com.aerospike.client.policy.ClientPolicy;
import com.aerospike.client.policy.WritePolicy;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The official client. */
final class OfficialClient implements AutoCloseable {

    private final EventLoops loops = new NettyEventLoops(
            new EventPolicy(),
            new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), EpollIoHandler.newFactory()),
            com.aerospike.client.async.EventLoopType.NETTY_EPOLL);
    private final AerospikeClient client;
    private final WritePolicy writes = new WritePolicy();

    OfficialClient(String host, int port) {
        ClientPolicy policy = new ClientPolicy();
        policy.eventLoops = loops;
        policy.maxConnsPerNode = 300;
        policy.asyncMaxConnsPerNode = 600;
        client = new AerospikeClient(policy, new Host(host, port));
        writes.sendKey = true;
    }

    Contender sync() {
        return new Contender.Sync(
                "official, sync",
                key -> Records.check(key, client.get(null, key(key))),
                key -> client.put(writes, key(key), bins(key)));
    }

    Contender async() {
        return new Contender.Async("official, async", this::get, this::put);
    }

    private CompletableFuture<?> get(int key) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        client.get(
                null,
                new RecordListener() {
                    @Override
                    public void onSuccess(Key found, Record bins) {
                        Records.check(key, bins);
                        future.complete(null);
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(new CompletionException(cause));
                    }
                },
                null,
                key(key));
        return future;
    }

    private CompletableFuture<?> put(int key) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        client.put(
                null,
                new WriteListener() {
                    @Override
                    public void onSuccess(Key written) {
                        future.complete(null);
                    }

                    @Override
                    public void onFailure(AerospikeException cause) {
                        future.completeExceptionally(new CompletionException(cause));
                    }
                },
                writes,
                key(key),
                bins(key));
        return future;
    }

    private static Key key(int key) {
        return new Key(Records.NAMESPACE, Records.SET, key);
    }

    private static Bin[] bins(int key) {
        return new Bin[] {
            new Bin("id", key), new Bin("ratio", key / 7.0), new Bin("name", "name-" + key),
        };
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}

package io.aeroarrow.bench;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.AerospikeException;
import com.aerospike.client.Bin;
import com.aerospike.client.Host;
import com.aerospike.client.Key;
import com.aerospike.client.Record;
import com.aerospike.client.async.EventLoop;
import com.aerospike.client.async.EventLoopType;
import com.aerospike.client.async.EventPolicy;
import com.aerospike.client.async.NettyEventLoops;
import com.aerospike.client.listener.RecordListener;
import com.aerospike.client.policy.ClientPolicy;
import io.aeroarrow.bench.measure.BenchmarkServer;
import io.aeroarrow.bench.measure.CpuClock;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.RecordLoader;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Measures the embedded server: single reads by the official asynchronous client in another process, and the time to load a million
 * records.
 */
public final class EmbeddedServerRate {
    private static final int RECORDS = 100_000;
    private static final int LOADED = 1_000_000;
    private static final int ROUNDS = 8;
    private static final int LOOPS = 2;
    private static final int IN_FLIGHT = 128;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private EmbeddedServerRate() {}

    /** Runs the measurement; the argument is the number of reads of a round (default: 300,000). */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int reads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 300_000;
        reads(reads);
        load();
    }

    private static void reads(int reads) throws IOException, InterruptedException {
        IoHandlerFactory transport = Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        ClientPolicy policy = new ClientPolicy();
        policy.maxConnsPerNode = 2 * IN_FLIGHT;
        // On a busy machine connections and the first reads take long.
        policy.timeout = 30_000;
        policy.readPolicyDefault.totalTimeout = 0;
        policy.writePolicyDefault.totalTimeout = 0;
        try (NettyEventLoops loops = new NettyEventLoops(
                        new EventPolicy(),
                        new MultiThreadIoEventLoopGroup(LOOPS, transport),
                        Epoll.isAvailable() ? EventLoopType.NETTY_EPOLL : EventLoopType.NETTY_NIO);
                BenchmarkServer server = BenchmarkServer.embedded()) {
            policy.eventLoops = loops;
            try (AerospikeClient client = new AerospikeClient(policy, new Host(server.host(), server.port()))) {
                for (int i = 0; i < RECORDS; i++) {
                    client.put(null, key(i), new Bin("a", i), new Bin("s", "text of record"));
                }
                for (int round = 1; round <= ROUNDS; round++) {
                    long start = System.nanoTime();
                    long serverStart = server.cpuNanos();
                    CpuClock.Reading clientStart = CpuClock.read();
                    new Reads(client, loops, reads).run();
                    report(
                            round,
                            reads,
                            System.nanoTime() - start,
                            server.cpuNanos() - serverStart,
                            CpuClock.read().since(clientStart));
                }
            }
        }
    }

    private static void report(int round, int reads, long nanos, long server, long client) {
        OUT.printf(
                Locale.ROOT,
                "round %d: %,.0f reads/s; CPU per read: server %.2f us, client %.2f us%n",
                round,
                reads * 1e9 / nanos,
                server / 1e3 / reads,
                client / 1e3 / reads);
    }

    private static void load() {
        try (EmbeddedAerospike server = EmbeddedAerospike.start()) {
            RecordLoader loader = server.load("test", "loaded");
            long start = System.nanoTime();
            CpuClock.Reading cpu = CpuClock.read();
            for (int i = 0; i < LOADED; i++) {
                loader.put(i, Map.of("a", i, "s", "text of record"));
            }
            OUT.printf(
                    Locale.ROOT,
                    "loaded %,d records in %.1f s, %.1f s of CPU%n",
                    LOADED,
                    (System.nanoTime() - start) / 1e9,
                    CpuClock.read().since(cpu) / 1e9);
        }
    }

    private static Key key(int number) {
        return new Key("test", "rate", number);
    }

    /** Keeps a number of reads in flight until all are answered. */
    private static final class Reads {
        private final AerospikeClient client;
        private final NettyEventLoops loops;
        private final AtomicLong left;
        private final CountDownLatch running = new CountDownLatch(IN_FLIGHT);
        private final AtomicReference<AerospikeException> failure = new AtomicReference<>();

        Reads(AerospikeClient client, NettyEventLoops loops, int reads) {
            this.client = client;
            this.loops = loops;
            this.left = new AtomicLong(reads);
        }

        void run() throws InterruptedException {
            for (int i = 0; i < IN_FLIGHT; i++) {
                EventLoop loop = loops.get(i % LOOPS);
                Chain chain = new Chain(loop, new SplittableRandom(i));
                loop.execute(chain::next);
            }
            running.await();
            AerospikeException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
        }

        /** One read at a time. */
        private final class Chain implements RecordListener {
            private final EventLoop loop;
            private final SplittableRandom random;

            Chain(EventLoop loop, SplittableRandom random) {
                this.loop = loop;
                this.random = random;
            }

            void next() {
                if (left.getAndDecrement() <= 0) {
                    running.countDown();
                    return;
                }
                client.get(loop, this, null, key(random.nextInt(RECORDS)));
            }

            @Override
            public void onSuccess(Key key, Record record) {
                next();
            }

            @Override
            public void onFailure(AerospikeException e) {
                failure.compareAndSet(null, e);
                running.countDown();
            }
        }
    }
}

package io.aeroarrow.arrow.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.Waits;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedCluster;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mixed operations on an embedded cluster under random faults. Clients are closed while operations run. Afterwards, each
 * operation is accounted for, and there are no connections, bytes and threads left.
 *
 * <p>{@code make soak} runs it for ten minutes. {@code -Daeroarrow.soak=PT1M} sets how long it takes, {@code
 * -Daeroarrow.soak.seed=1} its random numbers.
 */
class SoakTest {

    private static final Logger LOG = LoggerFactory.getLogger(SoakTest.class);

    private static final Duration LENGTH = Duration.parse(System.getProperty("aeroarrow.soak", "PT10S"));
    private static final long SEED = Long.getLong("aeroarrow.soak.seed", System.nanoTime());
    private static final int THREADS = 6;
    private static final Schema SCHEMA = new Schema(List.of(Field.nullable("n", new ArrowType.Int(64, true))));

    private final SoakLedger ledger = new SoakLedger();
    private final Random random = new Random(SEED);

    @Test
    @Timeout(value = 1, unit = TimeUnit.DAYS)
    void accountsForEveryOperationAndLeavesNothingBehind() throws InterruptedException {
        LOG.info("soak of {}, seed {}", LENGTH, SEED);
        Set<Thread> before = threads();
        long end = System.nanoTime() + LENGTH.toNanos();
        try (EmbeddedCluster cluster = EmbeddedCluster.builder()
                        .eachNode(node -> node.queryFrameBytes(600).eventLoops(1))
                        .start();
                BufferAllocator allocator = new RootAllocator()) {
            try (AeroArrowClient loader = AeroArrowClient.connect(config(cluster))) {
                SoakOperations.load(loader);
            }
            do {
                round(cluster, allocator);
                assertThat(ledger.unexpected()).as("seed " + SEED).isEmpty();
                assertThat(allocator.getAllocatedMemory()).isZero();
            } while (System.nanoTime() - end < 0);
            SoakFaults.clear(cluster);
            Waits.until(() -> connections(cluster) == 0);
        }
        Waits.until(() -> before.containsAll(threads()));
        LOG.info("{}", ledger);
        assertThat(ledger.open()).isZero();
    }

    private static ClientConfig config(EmbeddedCluster cluster) {
        List<HostAddress> seeds = cluster.addresses().stream()
                .map(address -> new HostAddress("127.0.0.1", address.getPort()))
                .toList();
        return ClientConfig.of(seeds.toArray(HostAddress[]::new))
                .withTendInterval(Duration.ofMillis(100))
                .withConnectTimeout(Duration.ofSeconds(10))
                .withMaxConnectionsPerNode(4);
    }

    /** The threads of clients. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("aeroarrow-"))
                .collect(Collectors.toSet());
    }

    private static long connections(EmbeddedCluster cluster) {
        return IntStream.range(0, cluster.size())
                .mapToLong(node -> cluster.server(node).connections())
                .sum();
    }

    /** Opens a client, runs operations on several threads, and closes the client while they run. */
    private void round(EmbeddedCluster cluster, BufferAllocator allocator) throws InterruptedException {
        SoakFaults.clear(cluster);
        AeroArrow aero = AeroArrow.connect(config(cluster), allocator);
        SoakOperations operations = new SoakOperations(aero, allocator, SCHEMA, ledger);
        CountDownLatch left = new CountDownLatch(THREADS);
        List<Thread> workers = IntStream.range(0, THREADS)
                .mapToObj(number -> worker(operations, new Random(random.nextLong()), left))
                .toList();
        workers.forEach(Thread::start);
        int changes = 1 + random.nextInt(20);
        for (int change = 0; change < changes; change++) {
            SoakFaults.change(cluster, random);
            if (left.await(20 + random.nextInt(100), TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        aero.close();
        Waits.until(() -> left.getCount() == 0);
        Waits.until(() -> ledger.open() == 0);
    }

    /** Runs operations until the client is closed. */
    private Thread worker(SoakOperations operations, Random own, CountDownLatch left) {
        List<SoakOperations.Named> all = operations.blocking();
        return new Thread(
                () -> {
                    try {
                        boolean open = true;
                        while (open) {
                            open = run(all.get(own.nextInt(all.size())), own);
                            operations.startFuture(own);
                        }
                    } catch (RuntimeException | Error e) {
                        ledger.unexpected().add(e);
                    } finally {
                        left.countDown();
                    }
                },
                "soak-worker");
    }

    /** Returns false if the client is closed. */
    private boolean run(SoakOperations.Named named, Random own) {
        ledger.started();
        try {
            named.operation().run(own);
            ledger.succeeded(named.name());
            return true;
        } catch (Exception | AssertionError e) {
            ledger.failed(named.name(), e);
            return !SoakLedger.isClosed(e);
        }
    }
}

package io.aeroarrow.spark.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.embedded.EmbeddedServer;
import io.aeroarrow.embedded.ServerConfig;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadPolicy;
import io.aeroarrow.policy.WritePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shared clients connect once, and end when nothing uses them. */
@Timeout(60)
class SharedClientsTest {

    private static final Duration NEVER = Duration.ZERO;
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Key KEY = Key.of("test", "shared", 1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private EmbeddedServer server;

    @BeforeEach
    void start() {
        server = EmbeddedServer.start(ServerConfig.builder().build());
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    private ClientConfig config() {
        return ClientConfig.of(new HostAddress(server.host(), server.port()));
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Other tests of this JVM have clients of their own. */
    private static Set<Thread> idleThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("aeroarrow-idle-clients"))
                .collect(Collectors.toSet());
    }

    @Test
    void closesAnUnusedClientWithItsConnectionsAndThreads() {
        Set<Thread> before = idleThreads();
        SharedClients clients = new SharedClients(AeroArrowClient::connect);
        try (SharedClients.Lease lease = clients.lease(config(), SHORT)) {
            lease.client().put(KEY, List.of(new Bin("n", Value.of(1))), WritePolicy.DEFAULT);
            assertThat(server.connections()).isPositive();
        }
        until(() -> server.connections() == 0);
        assertThat(clients.size()).isZero();
        until(() -> before.containsAll(idleThreads()));
        try (SharedClients.Lease again = clients.lease(config(), SHORT)) {
            assertThat(again.client().get(KEY)).isPresent();
        }
        until(() -> server.connections() == 0);
    }

    @Test
    void keepsALeasedClient() {
        SharedClients clients = new SharedClients(AeroArrowClient::connect);
        AeroArrowClient first;
        try (SharedClients.Lease lease = clients.lease(config(), SHORT)) {
            first = lease.client();
            long end = System.nanoTime() + SHORT.multipliedBy(5).toNanos();
            until(() -> System.nanoTime() > end);
            assertThat(first.get(KEY)).isEmpty();
            try (SharedClients.Lease second = clients.lease(config(), SHORT)) {
                assertThat(second.client()).isSameAs(first);
            }
        }
        until(() -> clients.size() == 0);
    }

    @Test
    void keepsAClientThatIsUsedWithoutALease() {
        SharedClients clients = new SharedClients(AeroArrowClient::connect);
        AeroArrowClient client = leaseAndRelease(clients, SHORT);
        long end = System.nanoTime() + SHORT.multipliedBy(5).toNanos();
        until(() -> {
            assertThat(client.get(KEY, BinSelection.all(), ReadPolicy.DEFAULT)).isEmpty();
            return System.nanoTime() > end;
        });
        until(() -> server.connections() == 0);
    }

    private AeroArrowClient leaseAndRelease(SharedClients clients, Duration idleTime) {
        try (SharedClients.Lease lease = clients.lease(config(), idleTime)) {
            return lease.client();
        }
    }

    @Test
    void closesTheClientOfAnOldPassword() {
        SharedClients clients = new SharedClients(AeroArrowClient::connect);
        leaseAndRelease(clients, SHORT);
        // Another configuration of the same cluster, as after a change of the password.
        ClientConfig rotated = config().withLoginTimeout(Duration.ofSeconds(6));
        try (SharedClients.Lease lease = clients.lease(rotated, SHORT)) {
            assertThat(clients.size()).isEqualTo(2);
            until(() -> clients.size() == 1);
            assertThat(lease.client().get(KEY)).isEmpty();
        }
        until(() -> clients.size() == 0);
    }

    @Test
    void connectsOnceForAllCallers() {
        AtomicInteger connects = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(1);
        SharedClients clients = new SharedClients(config -> {
            connects.incrementAndGet();
            await(waiting);
            return AeroArrowClient.connect(config);
        });
        List<CompletableFuture<SharedClients.Lease>> leases = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            leases.add(CompletableFuture.supplyAsync(() -> clients.lease(config(), SHORT), threads));
        }
        until(() -> connects.get() == 1);
        // Another cluster's client does not wait for this one.
        assertThat(clients.size()).isEqualTo(1);
        waiting.countDown();
        AeroArrowClient client = leases.get(0).join().client();
        assertThat(leases).allSatisfy(lease -> assertThat(lease.join().client()).isSameAs(client));
        assertThat(connects).hasValue(1);
        leases.forEach(lease -> lease.join().close());
        until(() -> server.connections() == 0);
    }

    @Test
    void connectsToOthersWhileOneConnects() {
        CountDownLatch waiting = new CountDownLatch(1);
        ClientConfig slow = config().withConnectTimeout(Duration.ofSeconds(7));
        SharedClients clients = new SharedClients(config -> {
            if (config.equals(slow)) {
                await(waiting);
            }
            return AeroArrowClient.connect(config);
        });
        CompletableFuture<SharedClients.Lease> blocked =
                CompletableFuture.supplyAsync(() -> clients.lease(slow, SHORT), threads);
        until(() -> clients.size() == 1);
        leaseAndRelease(clients, SHORT);
        assertThat(blocked).isNotDone();
        waiting.countDown();
        blocked.join().close();
        until(() -> server.connections() == 0);
    }

    @Test
    void tellsAllWaitingCallersOfAFailureAndTriesAgainLater() {
        AtomicInteger connects = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(1);
        SharedClients clients = new SharedClients(config -> {
            if (connects.incrementAndGet() == 1) {
                await(waiting);
                throw new ConnectionFailedException("refused");
            }
            return AeroArrowClient.connect(config);
        });
        Thread[] second = new Thread[1];
        CompletableFuture<?> first = CompletableFuture.supplyAsync(() -> clients.lease(config(), SHORT), threads);
        until(() -> connects.get() == 1);
        CompletableFuture<?> other = CompletableFuture.supplyAsync(
                () -> {
                    second[0] = Thread.currentThread();
                    return clients.lease(config(), SHORT);
                },
                threads);
        until(() -> second[0] != null && second[0].getState() == Thread.State.WAITING);
        waiting.countDown();
        assertThatThrownBy(first::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectionFailedException.class);
        assertThatThrownBy(other::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(ConnectionFailedException.class);
        assertThat(clients.size()).isZero();
        leaseAndRelease(clients, SHORT);
        assertThat(connects).hasValue(2);
        until(() -> server.connections() == 0);
    }

    @Test
    void doesNotFailACallerForTheInterruptOfAnother() {
        AtomicInteger connects = new AtomicInteger();
        CountDownLatch waiting = new CountDownLatch(1);
        SharedClients clients = new SharedClients(config -> {
            if (connects.incrementAndGet() == 1) {
                await(waiting);
                throw new CancelledException("the thread was interrupted");
            }
            return AeroArrowClient.connect(config);
        });
        CompletableFuture<?> first = CompletableFuture.supplyAsync(() -> clients.lease(config(), SHORT), threads);
        until(() -> connects.get() == 1);
        CompletableFuture<SharedClients.Lease> other =
                CompletableFuture.supplyAsync(() -> clients.lease(config(), SHORT), threads);
        waiting.countDown();
        assertThatThrownBy(first::join).hasCauseInstanceOf(CancelledException.class);
        other.join().close();
        until(() -> server.connections() == 0);
    }

    @Test
    void neverClosesAClientWithoutIdleTime() {
        SharedClients clients = new SharedClients(AeroArrowClient::connect);
        AeroArrowClient client = leaseAndRelease(clients, NEVER);
        long end = System.nanoTime() + SHORT.multipliedBy(3).toNanos();
        until(() -> System.nanoTime() > end);
        assertThat(clients.size()).isEqualTo(1);
        client.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new CancelledException("interrupted", e);
        }
    }
}

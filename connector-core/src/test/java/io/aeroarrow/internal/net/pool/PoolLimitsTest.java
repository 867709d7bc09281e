package io.aeroarrow.internal.net.pool;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CircuitOpenException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.PoolConfig.WhenBusy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolLimitsTest {

    private final EventLoops loops = EventLoops.join();
    private final ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp);

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    private ConnectionPool pool(PoolConfig limits) {
        ClientConfig config = ClientConfig.of(server.address()).withPool(limits);
        return new ConnectionPool(loops, Endpoint.of(server.address(), config), config);
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void sharesFewConnectionsAmongManyTasks() throws Exception {
        int tasks = 200;
        ExecutorService threads = Executors.newFixedThreadPool(tasks);
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT.withMax(150).withOpening(2))) {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    Connection taken = pool.take(later());
                    assertThat(taken.isOpen()).isTrue();
                    pool.give(taken);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> task : all) {
                task.get();
            }
            assertThat(pool.open()).isPositive().isLessThanOrEqualTo(150);
            // Most tasks find a returned connection before their turn; how many are opened depends on timing.
            assertThat(server.connections()).isLessThan(100);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void opensTheMinimumOfConnectionsInAdvance() {
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT.withMin(12).withOpening(3))) {
            pool.maintain();
            pool.maintain();
            Waits.until(() -> pool.idle() == 12);
            List<Connection> taken = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                taken.add(pool.take(later()));
            }
            Waits.until(() -> server.connections() == 12);
            taken.get(0).close();
            taken.forEach(pool::give);
            assertThat(pool.idle()).isEqualTo(11);
            pool.maintain();
            Waits.until(() -> pool.idle() == 12);
            Waits.until(() -> server.connections() == 13);
        }
    }

    @Test
    void closesConnectionsThatAreIdleTooLong() {
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT.withMaxIdle(Duration.ofMillis(1)))) {
            Connection connection = pool.take(later());
            CallerConnection ofCaller = pool.takeForCaller(later());
            pool.maintain();
            assertThat(connection.isOpen()).isTrue();
            assertThat(ofCaller.isOpen()).isTrue();
            pool.give(connection);
            pool.give(ofCaller);
            Waits.until(() -> {
                pool.maintain();
                return !connection.isOpen() && !ofCaller.isOpen();
            });
            assertThat(pool.open()).isZero();
        }
    }

    @Test
    void keepsConnectionsInUse() {
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT)) {
            Connection connection = pool.take(later());
            pool.give(connection);
            pool.maintain();
            assertThat(pool.take(later())).isSameAs(connection);
            pool.give(connection);
        }
    }

    @Test
    void limitsBothKindsTogether() {
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT.withMax(2))) {
            Connection first = pool.take(later());
            Connection second = pool.take(later());
            pool.give(first);
            pool.give(second);
            CallerConnection third = pool.takeForCaller(later());
            assertThat(pool.open()).isEqualTo(2);
            assertThat(first.isOpen() ^ second.isOpen()).isTrue();
            assertThatThrownBy(() -> {
                        pool.takeForCaller(later());
                        pool.takeForCaller(Deadline.in(Duration.ofMillis(20)));
                    })
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(Limit.POOL));
            pool.give(third);
        }
    }

    @Test
    void failsAtOnceWhenBusyIfConfigured() {
        try (ConnectionPool pool = pool(PoolConfig.DEFAULT.withMax(1).withWhenBusy(WhenBusy.FAIL))) {
            Connection busy = pool.take(later());
            assertThatThrownBy(() -> pool.take(later()))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("all 1 connections");
            CompletableFuture<AeroArrowException> failure = new CompletableFuture<>();
            pool.takeAsync(later(), connection -> failure.complete(null), failure::complete);
            assertThat(failure).isCompletedWithValueMatching(e -> e instanceof DeadlineExceededException);
            pool.give(busy);
            assertThat(pool.take(later())).isSameAs(busy);
            pool.give(busy);
        }
    }

    @Test
    void opensTheCircuitOfANodeThatFailsTooOften() throws IOException {
        HostAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = new HostAddress("127.0.0.1", socket.getLocalPort());
        }
        ClientConfig config = ClientConfig.of(free).withPool(PoolConfig.DEFAULT.withMaxErrors(3));
        try (ConnectionPool pool = new ConnectionPool(loops, Endpoint.of(free, config), config)) {
            // The window may end in between; then three more failures are needed.
            List<AeroArrowException> failures = new ArrayList<>();
            Waits.until(() -> {
                try {
                    pool.take(later());
                } catch (AeroArrowException e) {
                    failures.add(e);
                }
                return failures.get(failures.size() - 1) instanceof CircuitOpenException;
            });
            assertThat(failures).hasSizeGreaterThanOrEqualTo(4);
            assertThat(failures.get(failures.size() - 1)).hasMessageContaining("failed 3 times within a second");
            assertThat(pool.takeIdle()).isNull();
            Waits.until(() -> {
                try {
                    pool.take(later());
                    return false;
                } catch (AeroArrowException e) {
                    return e instanceof ConnectionFailedException;
                }
            });
        }
    }
}

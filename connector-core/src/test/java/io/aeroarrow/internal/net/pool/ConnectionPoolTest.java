package io.aeroarrow.internal.net.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionPoolTest {

    private final EventLoops loops = EventLoops.join();
    private final ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp);

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    private ConnectionPool pool(int connections) {
        ClientConfig config = ClientConfig.of(server.address()).withMaxConnectionsPerNode(connections);
        return new ConnectionPool(loops, Endpoint.of(server.address(), config), config);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofMillis(50));
    }

    private static Deadline later() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Test
    void reusesTheConnectionUsedLast() {
        try (ConnectionPool pool = pool(10)) {
            CallerConnection first = pool.takeForCaller(later());
            CallerConnection second = pool.takeForCaller(later());
            assertThat(second).isNotSameAs(first);
            pool.give(first);
            pool.give(second);
            assertThat(pool.takeForCaller(later())).isSameAs(second);
            assertThat(pool.takeForCaller(later())).isSameAs(first);
            pool.give(first);
            pool.give(second);
        }
    }

    @Test
    void prefersIdleConnectionsOfOtherEventLoopsToNewOnes() {
        try (ConnectionPool pool = pool(10)) {
            List<Connection> opened = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                opened.add(pool.take(later()));
            }
            opened.forEach(pool::give);
            List<Connection> again = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                again.add(pool.take(later()));
            }
            assertThat(again).containsExactlyInAnyOrderElementsOf(opened);
            again.forEach(pool::give);
        }
    }

    @Test
    void spreadsConnectionsOverTheEventLoopsAlsoWhenOneLoopAsksForAll() throws Exception {
        int each = 3;
        int count = each * loops.size();
        try (ConnectionPool pool = pool(count)) {
            BlockingQueue<Connection> opened = new LinkedBlockingQueue<>();
            loops.loop(0)
                    .submit(() -> {
                        for (int i = 0; i < count; i++) {
                            pool.takeAsync(later(), opened::add, failure -> {});
                        }
                    })
                    .get();
            int[] connections = new int[loops.size()];
            List<Connection> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Connection next = opened.poll(20, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                taken.add(next);
                connections[next.stack()]++;
            }
            assertThat(connections).containsOnly(each);
            taken.forEach(pool::give);
        }
    }

    @Test
    void waitsUntilTheDeadlineWhenAllAreBusy() {
        try (ConnectionPool pool = pool(2)) {
            Connection first = pool.take(later());
            Connection second = pool.take(later());
            assertThatThrownBy(() -> pool.take(soon()))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining("all 2 connections to " + server.address())
                    .hasMessageContaining("maxConnectionsPerNode");
            // The socket timeout limits the wait too.
            Deadline silent = Deadline.start(new Timeouts(Duration.ofMillis(50), Duration.ZERO, 0));
            assertThatThrownBy(() -> pool.take(silent)).isInstanceOf(DeadlineExceededException.class);
            pool.give(first);
            pool.give(second);
        }
    }

    @Test
    void givesAReturnedConnectionToAWaitingCaller() throws Exception {
        try (ConnectionPool pool = pool(1)) {
            Connection busy = pool.take(later());
            CompletableFuture<Connection> waiting = CompletableFuture.supplyAsync(() -> pool.take(later()));
            pool.give(busy);
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(busy);
            pool.give(busy);
        }
    }

    @Test
    void replacesAClosedConnection() {
        try (ConnectionPool pool = pool(1)) {
            for (int i = 0; i < 20; i++) {
                Connection connection = pool.take(later());
                assertThat(connection.isOpen()).isTrue();
                connection.close();
                pool.give(connection);
                Connection next = pool.take(later());
                assertThat(next).isNotSameAs(connection);
                pool.give(next);
                assertThat(pool.take(later())).isSameAs(next);
                pool.give(next);
            }
        }
    }

    @Test
    void releasesThePermitWhenConnectingFails() throws IOException {
        HostAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = new HostAddress("127.0.0.1", socket.getLocalPort());
        }
        ClientConfig config = ClientConfig.of(free).withMaxConnectionsPerNode(1);
        try (ConnectionPool pool = new ConnectionPool(loops, Endpoint.of(free, config), config)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> pool.take(later())).isInstanceOf(ConnectionFailedException.class);
            }
        }
    }

    @Test
    void closesItsConnectionsAndRejectsCallersWhenClosed() throws InterruptedException {
        ConnectionPool pool = pool(2);
        Connection busy = pool.take(later());
        Connection idle = pool.take(later());
        pool.give(idle);
        pool.close();
        assertThat(idle.isOpen()).isFalse();
        assertThat(busy.isOpen()).isTrue();
        pool.give(busy);
        assertThat(busy.isOpen()).isFalse();
        assertThatThrownBy(() -> pool.take(later()))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("is closed");
        assertThat(server.sawHangUp()).isTrue();
    }

    @Test
    void failsOnInterruptAndKeepsTheInterruptFlag() {
        try (ConnectionPool pool = pool(1)) {
            Connection busy = pool.take(later());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> pool.take(later())).isInstanceOf(CancelledException.class);
            assertThat(Thread.interrupted()).isTrue();
            pool.give(busy);
        }
    }
}

package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallerConnectionTest {

    private static final byte[] ANSWER = WireBytes.rawFrame(2, 1, "node\tA1\n".getBytes(StandardCharsets.UTF_8));
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoops loops = EventLoops.join();
    private final AtomicReference<CallerConnection> watched = new AtomicReference<>();
    private final TimeoutWatcher watch = new TimeoutWatcher(loops, () -> watched.get().checkTime());

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private CallerConnection open(ScriptedServer server) {
        CallerConnection connection = open(server.address());
        watched.set(connection);
        return connection;
    }

    private CallerConnection open(HostAddress address) {
        return CallerConnection.open(Endpoint.of(address, ClientConfig.of(address)), watch);
    }

    private static String call(CallerConnection connection, Deadline deadline) {
        try (FrameReader answer = new FrameReader(FrameHeader::infoLength)) {
            connection.exchange(Info.encode(List.of("node")), answer, deadline);
            return answer.body().toString(StandardCharsets.UTF_8);
        }
    }

    private static String call(CallerConnection connection) {
        return call(connection, Deadline.in(LONG));
    }

    @Test
    void readsAnAnswerThatArrivesByteByByte() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            while (true) {
                peer.readFrame();
                for (byte one : ANSWER) {
                    peer.send(new byte[] {one});
                }
            }
        })) {
            CallerConnection connection = open(server);
            for (int i = 0; i < 3; i++) {
                assertThat(connection.isReady()).isTrue();
                assertThat(call(connection)).isEqualTo("node\tA1\n");
                connection.markIdle();
            }
            connection.close();
            assertThat(connection.isReady()).isFalse();
        }
    }

    @Test
    void readsALargeAnswer() {
        byte[] body = new byte[3 << 20];
        Arrays.fill(body, (byte) 'x');
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(WireBytes.rawFrame(2, 1, body));
        })) {
            CallerConnection connection = open(server);
            assertThat(call(connection)).hasSize(body.length);
            connection.close();
        }
    }

    @Test
    void closesTheConnectionAtTheDeadline() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp)) {
            CallerConnection silent = open(server);
            Deadline socket = Deadline.start(new Timeouts(Duration.ofMillis(60), Duration.ofSeconds(10), 0));
            assertThatThrownBy(() -> call(silent, socket))
                    .isInstanceOfSatisfying(DeadlineExceededException.class, e -> {
                        assertThat(e.limit()).isEqualTo(Limit.SOCKET);
                        assertThat(e.given()).isEqualTo(Duration.ofMillis(60));
                    })
                    .hasMessageContaining(server.address() + " did not answer within 60 ms");
            assertThat(silent.isOpen()).isFalse();
            CallerConnection late = open(server);
            Deadline total = Deadline.start(new Timeouts(LONG, Duration.ofMillis(30), 0));
            assertThatThrownBy(() -> call(late, total))
                    .isInstanceOfSatisfying(
                            DeadlineExceededException.class,
                            e -> assertThat(e.limit()).isEqualTo(Limit.TOTAL));
        }
    }

    @Test
    void appliesTheTotalTimeoutToASlowAnswer() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(WireBytes.rawFrame(2, 1, new byte[100]), 0, 20);
            for (int i = 0; i < 80; i++) {
                peer.send(new byte[1]);
                peer.pause(Duration.ofMillis(20));
            }
        })) {
            CallerConnection connection = open(server);
            Deadline deadline = Deadline.start(new Timeouts(LONG, Duration.ofMillis(200), 0));
            assertThatThrownBy(() -> call(connection, deadline)).isInstanceOf(DeadlineExceededException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void failsWhenTheConnectionBreaks() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(Arrays.copyOf(ANSWER, 10));
        })) {
            CallerConnection connection = open(server);
            assertThatThrownBy(() -> call(connection))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("broke")
                    .hasRootCauseMessage("the node closed the connection");
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void closesTheConnectionAfterAnInvalidAnswer() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send("HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.awaitHangUp();
        })) {
            CallerConnection connection = open(server);
            assertThatThrownBy(() -> call(connection)).isInstanceOf(ProtocolViolationException.class);
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void isNotReadyWhenUnrequestedBytesArrived() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(ANSWER);
            peer.readFrame();
            peer.send(ANSWER);
            peer.send(ANSWER);
            sent.countDown();
            peer.awaitHangUp();
        })) {
            CallerConnection connection = open(server);
            assertThat(call(connection)).isEqualTo("node\tA1\n");
            connection.markIdle();
            assertThat(connection.isReady()).isTrue();
            try {
                call(connection);
            } catch (ProtocolViolationException e) {
                // Both answers arrived together.
                assertThat(e).hasMessageContaining("follow the answer");
            }
            sent.await();
            connection.markIdle();
            assertThat(connection.isReady()).isFalse();
            connection.close();
        }
    }

    @Test
    void isNotReadyWhenTheNodeHasClosedIt() throws IOException, InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(ANSWER);
            peer.socket().shutdownOutput();
            closed.countDown();
            peer.awaitHangUp();
        })) {
            CallerConnection connection = open(server);
            call(connection);
            connection.markIdle();
            closed.await();
            // The connection checks this only after some idle time.
            long rested = System.nanoTime();
            while (connection.isReady()) {
                assertThat(System.nanoTime() - rested).isLessThan(LONG.toNanos());
            }
            connection.close();
        }
    }

    @Test
    void endsTheExchangeOnInterrupt() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            asked.countDown();
            peer.awaitHangUp();
        })) {
            CallerConnection connection = open(server);
            Thread caller = new Thread(() -> {
                try {
                    call(connection);
                } catch (RuntimeException e) {
                    thrown.set(e);
                    flag.set(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            asked.await();
            caller.interrupt();
            caller.join();
            assertThat(thrown.get()).isInstanceOf(CancelledException.class).hasMessageContaining("interrupted");
            assertThat(flag.get()).isTrue();
            assertThat(server.sawHangUp()).isTrue();
        }
    }

    @Test
    void reportsThatNoNodeListensAtTheAddress() throws IOException {
        HostAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = new HostAddress("127.0.0.1", socket.getLocalPort());
        }
        assertThatThrownBy(() -> open(free))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("cannot connect to " + free);
        assertThatThrownBy(() -> open(new HostAddress("no.such.host.invalid", 1)))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessageContaining("no.such.host.invalid");
    }
}

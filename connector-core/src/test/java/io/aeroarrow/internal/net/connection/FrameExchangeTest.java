package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.info.Info;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FrameExchangeTest {

    private static final byte[] ANSWER = WireBytes.rawFrame(2, 1, "node\tA1\n".getBytes(StandardCharsets.UTF_8));
    private static final Duration LONG = Duration.ofSeconds(20);

    private final EventLoops loops = EventLoops.join();

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private Connection open(ScriptedServer server) {
        return Connection.open(loops, endpoint(server));
    }

    private static Endpoint endpoint(ScriptedServer server) {
        return Endpoint.of(server.address(), ClientConfig.of(server.address()));
    }

    private static String call(Connection connection, Duration timeout) {
        ByteBuf body = FrameExchange.call(
                connection, Info.encode(List.of("node")), FrameHeader::infoLength, Deadline.in(timeout));
        try {
            return body.toString(StandardCharsets.UTF_8);
        } finally {
            body.release();
        }
    }

    /** Waits until the event loops have passed on so many bytes. */
    private void awaitReceived(Endpoint endpoint, long bytes) throws InterruptedException {
        Waits.until(() -> endpoint.traffic().bytesReceived() >= bytes);
        // Bytes are counted before they are passed on.
        for (EventExecutor loop : loops.group()) {
            loop.submit(() -> {}).await();
        }
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
            Connection connection = open(server);
            for (int i = 0; i < 3; i++) {
                assertThat(call(connection, LONG)).isEqualTo("node\tA1\n");
                assertThat(connection.isOpen()).isTrue();
            }
            connection.close();
        }
    }

    @Test
    void acceptsAnEmptyAnswer() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(WireBytes.rawFrame(2, 1, new byte[0]));
            peer.awaitHangUp();
        })) {
            Connection connection = open(server);
            assertThat(call(connection, LONG)).isEmpty();
            connection.close();
        }
    }

    @Test
    void rejectsBytesAfterTheAnswerAndClosesTheConnection() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(Arrays.copyOf(ANSWER, ANSWER.length + 3));
            peer.awaitHangUp();
        })) {
            Connection connection = open(server);
            assertThatThrownBy(() -> call(connection, LONG))
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("3 bytes follow the answer");
            assertThat(connection.isOpen()).isFalse();
            assertThat(server.sawHangUp()).isTrue();
        }
    }

    /** The bytes are in a separate chunk, which is queued when the answer has been read. */
    @Test
    void rejectsASeparateChunkAfterTheAnswer() throws InterruptedException {
        CountDownLatch sendMore = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    peer.readFrame();
                    peer.send(ANSWER);
                    Waits.untilOpen(sendMore);
                    peer.send(new byte[] {1, 2, 3, 4});
                    peer.awaitHangUp();
                });
                ChunkQueue chunks = new ChunkQueue()) {
            Endpoint endpoint = endpoint(server);
            Connection connection = Connection.open(loops, endpoint);
            connection.send(Info.encode(List.of("node")), chunks);
            int received = 0;
            while (received < ANSWER.length) {
                ChunkQueue.Received event = (ChunkQueue.Received) chunks.poll(LONG.toNanos());
                received += event.bytes().readableBytes();
                event.bytes().release();
            }
            sendMore.countDown();
            awaitReceived(endpoint, ANSWER.length + 4);
            assertThatThrownBy(connection::finish)
                    .isInstanceOf(ProtocolViolationException.class)
                    .hasMessageContaining("4 bytes follow the end");
            assertThat(connection.isOpen()).isFalse();
            assertThat(server.sawHangUp()).isTrue();
        }
    }

    @Test
    void closesTheConnectionAtTheDeadline() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(Arrays.copyOf(ANSWER, ANSWER.length - 1));
            peer.awaitHangUp();
        })) {
            Connection connection = open(server);
            assertThatThrownBy(() -> call(connection, Duration.ofMillis(100)))
                    .isInstanceOf(DeadlineExceededException.class)
                    .hasMessageContaining(connection.address() + " did not answer within 100 ms");
            assertThat(connection.isOpen()).isFalse();
            assertThat(server.sawHangUp()).isTrue();
        }
    }

    @Test
    void rejectsFramesOfAnotherVersionTypeOrSize() {
        byte[][] wrong = {
            WireBytes.rawFrame(3, 1, new byte[4]),
            WireBytes.rawFrame(2, 3, new byte[4]),
            {2, 1, 0, 0, 8, 0, 0, 1},
            "HTTP/1.1 400 Bad Request\r\n".getBytes(StandardCharsets.US_ASCII)
        };
        String[] reasons = {
            "version 3 instead of 2", "type 3 instead of 1", "134217729 bytes; the maximum is 128 MiB", "version 72"
        };
        for (int i = 0; i < wrong.length; i++) {
            byte[] answer = wrong[i];
            try (ScriptedServer server = new ScriptedServer(peer -> {
                peer.readFrame();
                peer.send(answer);
                peer.awaitHangUp();
            })) {
                Connection connection = open(server);
                assertThatThrownBy(() -> call(connection, LONG))
                        .isInstanceOf(ProtocolViolationException.class)
                        .hasMessageContaining(reasons[i]);
                assertThat(connection.isOpen()).isFalse();
            }
        }
    }

    @Test
    void failsWhenTheConnectionBreaks() {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            peer.readFrame();
            peer.send(Arrays.copyOf(ANSWER, 5));
        })) {
            Connection connection = open(server);
            assertThatThrownBy(() -> call(connection, LONG))
                    .isInstanceOf(ConnectionFailedException.class)
                    .hasMessageContaining("broke")
                    .hasRootCauseMessage("the node closed the connection");
            assertThatThrownBy(() -> call(connection, LONG)).isInstanceOf(ConnectionFailedException.class);
        }
    }
}

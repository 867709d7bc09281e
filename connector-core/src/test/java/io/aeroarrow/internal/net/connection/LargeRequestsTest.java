package io.aeroarrow.internal.net.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Waits;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's account has a large request until it is written. */
@Timeout(60)
class LargeRequestsTest {

    private static final byte[] ANSWER = WireBytes.rawFrame(2, 1, new byte[] {1});
    /** More than the sockets of both sides buffer. */
    private static final byte[] REQUEST = WireBytes.rawFrame(2, 1, new byte[32 << 20]);

    private final EventLoops loops = EventLoops.join();
    private final MemoryBudget memory = new MemoryBudget(64 << 20, 16 << 20);
    private final CountDownLatch mayRead = new CountDownLatch(1);

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private ScriptedServer server() {
        return new ScriptedServer(peer -> {
            Waits.untilOpen(mayRead);
            peer.readFrame();
            peer.send(ANSWER);
            peer.awaitHangUp();
        });
    }

    private Endpoint endpoint(ScriptedServer server) {
        return Endpoint.of(server.address(), ClientConfig.of(server.address()), memory);
    }

    @Test
    void aRequestThatAnEventLoopWritesCounts() throws InterruptedException {
        try (ScriptedServer server = server();
                ChunkQueue chunks = new ChunkQueue()) {
            Connection connection = Connection.open(loops, endpoint(server));
            connection.send(WireBytes.direct(REQUEST), chunks);
            assertThat(memory.used()).isEqualTo(REQUEST.length);
            mayRead.countDown();
            ChunkQueue.Received answer =
                    (ChunkQueue.Received) chunks.poll(Duration.ofSeconds(40).toNanos());
            answer.bytes().release();
            Waits.until(() -> memory.used() == 0);
            connection.close();
        }
    }

    @Test
    void aRequestCountsNoMoreWhenItsConnectionIsClosed() {
        try (ScriptedServer server = server();
                ChunkQueue chunks = new ChunkQueue()) {
            Connection connection = Connection.open(loops, endpoint(server));
            connection.send(WireBytes.direct(REQUEST), chunks);
            assertThat(memory.used()).isEqualTo(REQUEST.length);
            connection.close();
            Waits.until(() -> memory.used() == 0);
            mayRead.countDown();
        }
    }

    @Test
    void aRequestThatTheCallerWritesCounts() {
        try (ScriptedServer server = server();
                FrameReader answer = new FrameReader(FrameHeader::infoLength)) {
            CallerConnection connection = open(server);
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> exchange(connection, answer));
            Waits.until(() -> memory.used() == REQUEST.length);
            mayRead.countDown();
            call.join();
            assertThat(memory.used()).isZero();
            connection.close();
        }
    }

    @Test
    void aRequestOfTheCallerCountsNoMoreWhenItsConnectionIsClosed() {
        try (ScriptedServer server = server();
                FrameReader answer = new FrameReader(FrameHeader::infoLength)) {
            CallerConnection connection = open(server);
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> exchange(connection, answer));
            Waits.until(() -> memory.used() == REQUEST.length);
            connection.close();
            assertThatThrownBy(call::join).hasCauseInstanceOf(AeroArrowException.class);
            assertThat(memory.used()).isZero();
            mayRead.countDown();
        }
    }

    @Test
    void aSmallRequestIsNotCounted() {
        assertThat(memory.writing(1_000)).isZero();
        assertThat(memory.used()).isZero();
    }

    private CallerConnection open(ScriptedServer server) {
        return CallerConnection.open(endpoint(server), new TimeoutWatcher(loops, () -> false));
    }

    private static void exchange(CallerConnection connection, FrameReader answer) {
        connection.exchange(WireBytes.direct(REQUEST), answer, Deadline.in(Duration.ofSeconds(40)));
    }
}

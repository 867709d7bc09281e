package io.aeroarrow.internal.net.connection;

import io.aeroarrow.Waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final EventLoops loops = EventLoops.join();

    @AfterEach
    void leaveLoops() {
        loops.close();
    }

    private Connection open(HostAddress address) {
        return Connection.open(
                loops, Endpoint.of(address, ClientConfig.of(address).withConnectTimeout(TIMEOUT)));
    }

    private static ByteBuf request() {
        return WireBytes.direct(new byte[] {1});
    }

    @Test
    void closesOnUnrequestedBytes() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    assertThat(peer.in().read()).isEqualTo(1);
                    peer.send(new byte[] {7});
                    Waits.untilOpen(taken);
                    peer.send(new byte[] {8});
                    peer.awaitHangUp();
                });
                ChunkQueue chunks = new ChunkQueue()) {
            Connection connection = open(server.address());
            connection.send(request(), chunks);
            ((ChunkQueue.Received) chunks.poll(TIMEOUT.toNanos())).bytes().release();
            taken.countDown();
            try {
                connection.finish();
            } catch (ProtocolViolationException e) {
                // The bytes arrived while the exchange was still open.
                assertThat(e).hasMessageContaining("follow the end");
            }
            assertThat(server.sawHangUp()).isTrue();
            assertThat(connection.isOpen()).isFalse();
        }
    }

    @Test
    void isNotOpenAsSoonAsCloseReturns() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp)) {
            // The channel closes later, on its event loop.
            for (int i = 0; i < 50; i++) {
                Connection connection = open(server.address());
                assertThat(connection.isOpen()).isTrue();
                connection.close();
                assertThat(connection.isOpen()).isFalse();
            }
        }
    }

    @Test
    void reportsABrokenConnectionToItsExchange() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
                    assertThat(peer.in().read()).isEqualTo(1);
                    peer.send(new byte[] {7, 8});
                });
                ChunkQueue chunks = new ChunkQueue()) {
            Connection connection = open(server.address());
            connection.send(request(), chunks);
            int received = 0;
            while (received < 2) {
                ChunkQueue.Received event = (ChunkQueue.Received) chunks.poll(TIMEOUT.toNanos());
                assertThat(event.connection()).isSameAs(connection);
                received += event.bytes().readableBytes();
                event.bytes().release();
            }
            ChunkQueue.Event end = chunks.poll(TIMEOUT.toNanos());
            assertThat(end).isInstanceOf(ChunkQueue.Broken.class);
            assertThat(((ChunkQueue.Broken) end).cause()).hasMessage("the node closed the connection");
            assertThat(connection.isOpen()).isFalse();
            // A request on the broken connection fails for the same reason and is released.
            connection.send(request(), chunks);
            ChunkQueue.Event after = chunks.poll(TIMEOUT.toNanos());
            assertThat(after).isInstanceOf(ChunkQueue.Broken.class);
            assertThat(((ChunkQueue.Broken) after).cause()).hasMessage("the node closed the connection");
        }
    }

    @Test
    void rejectsASecondExchange() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Peer::awaitHangUp);
                ChunkQueue chunks = new ChunkQueue()) {
            Connection connection = open(server.address());
            connection.send(request(), chunks);
            ByteBuf second = request();
            assertThatThrownBy(() -> connection.send(second, chunks)).isInstanceOf(IllegalStateException.class);
            assertThat(second.refCnt()).isZero();
            connection.close();
        }
    }

    @Test
    void failsWhenNoNodeListensAtTheAddress() throws IOException {
        HostAddress free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = new HostAddress("127.0.0.1", socket.getLocalPort());
        }
        assertThatThrownBy(() -> open(free))
                .isInstanceOf(ConnectionFailedException.class)
                .hasMessage("cannot connect to " + free);
    }

    /** A server can write no more only after its client has stopped reading. */
    @Test
    void appliesBackPressureToTheServerAndLosesNothing() throws Exception {
        int total = 48 << 20;
        try (ServerSocketChannel server = ServerSocketChannel.open();
                ChunkQueue chunks = new ChunkQueue()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            CompletableFuture<Integer> stalledAt = new CompletableFuture<>();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> pour(server, total, stalledAt));
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            Connection connection = open(new HostAddress("127.0.0.1", address.getPort()));
            connection.send(request(), chunks);

            // No chunk is taken meanwhile: 4 MiB are in the queue, the rest in the socket buffers.
            assertThat(stalledAt.get(20, TimeUnit.SECONDS)).isBetween(4 << 20, total - 1);
            long received = 0;
            boolean right = true;
            while (received < total) {
                ChunkQueue.Received event = (ChunkQueue.Received) chunks.poll(TIMEOUT.toNanos());
                ByteBuf bytes = event.bytes();
                right &= bytes.getByte(bytes.readerIndex()) == (byte) (received >> 12);
                received += bytes.readableBytes();
                bytes.release();
            }
            assertThat(received).isEqualTo(total);
            assertThat(right).isTrue();
            connection.finish();
            assertThat(connection.isOpen()).isTrue();
            connection.close();
            sent.get(20, TimeUnit.SECONDS);
        }
    }

    private static void pour(ServerSocketChannel server, int total, CompletableFuture<Integer> stalledAt) {
        try (SocketChannel client = server.accept();
                Selector selector = Selector.open()) {
            client.read(ByteBuffer.allocate(1));
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_WRITE);
            ByteBuffer data = ByteBuffer.allocate(total);
            for (int i = 0; i < total; i++) {
                data.put(i, (byte) (i >> 12));
            }
            while (data.hasRemaining()) {
                if (selector.select(500) == 0) {
                    stalledAt.complete(data.position());
                } else {
                    selector.selectedKeys().clear();
                    client.write(data);
                }
            }
            stalledAt.complete(total);
            client.keyFor(selector).interestOps(SelectionKey.OP_READ);
            // Writes until the client closes the connection.
            selector.select();
        } catch (IOException e) {
            stalledAt.completeExceptionally(e);
        }
    }

    @Test
    void aClosedQueueReleasesBytesThatArriveLater() throws InterruptedException {
        try (ScriptedServer server = new ScriptedServer(peer -> {
            assertThat(peer.in().read()).isEqualTo(1);
            peer.send(new byte[100_000]);
            peer.awaitHangUp();
        })) {
            Connection connection = open(server.address());
            ChunkQueue chunks = new ChunkQueue();
            connection.send(request(), chunks);
            chunks.close();
            connection.close();
            assertThat(server.sawHangUp()).isTrue();
        }
    }
}

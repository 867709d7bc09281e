package io.aeroarrow.internal.net.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.Certificates;
import io.aeroarrow.Certificates.Issued;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.TlsConfig;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The channel against the JDK's TLS sockets, which are another user of the same engine. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsChannelTest {

    private static final int BYTES = 3_000_000;

    private Certificates certificates;
    private Issued server;

    @BeforeAll
    void certify(@TempDir Path directory) {
        certificates = new Certificates(directory);
        server = certificates.named("node");
    }

    private interface Peer {
        void serve(Socket socket) throws IOException;
    }

    private interface Use {
        void of(TlsChannel channel, SocketChannel socket) throws IOException;
    }

    /** Lets a peer and a channel talk, and reports the failures of both. */
    private void connect(ServerSocket listener, String protocol, Peer peer, Use use) throws Exception {
        try (ServerSocket closing = listener;
                SocketChannel socket = SocketChannel.open()) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (Socket accepted = closing.accept()) {
                    peer.serve(accepted);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            socket.connect(new InetSocketAddress(closing.getInetAddress(), closing.getLocalPort()));
            TlsContext context = new TlsContext(
                    TlsConfig.trusting(certificates.authority()).withProtocols(List.of(protocol)),
                    new HostAddress("127.0.0.1", closing.getLocalPort(), "node"));
            TlsChannel channel =
                    new TlsChannel(socket, context.engine(context.context(), UnpooledByteBufAllocator.DEFAULT));
            use.of(channel, socket);
            served.get(30, TimeUnit.SECONDS);
        }
    }

    private ServerSocket listener() throws Exception {
        JdkSslContext context = (JdkSslContext) SslContextBuilder.forServer(
                        server.certificates().toFile(), server.key().toFile())
                .sslProvider(SslProvider.JDK)
                .build();
        return context.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static byte[] random(int seed) {
        byte[] bytes = new byte[BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(TlsChannel channel, Random sizes) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(BYTES);
        while (all.hasRemaining()) {
            int size = Math.min(all.remaining(), 1 + sizes.nextInt(sizes.nextBoolean() ? 10 : 100_000));
            ByteBuffer part = sizes.nextBoolean() ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
            if (channel.read(part) < 0) {
                throw new EOFException();
            }
            all.put(part.flip());
        }
        return all.array();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void carriesBytesOfAnySizeBothWays(String protocol) throws Exception {
        byte[] request = random(1);
        byte[] answer = random(2);
        connect(
                listener(),
                protocol,
                socket -> {
                    byte[] received = new byte[BYTES];
                    new DataInputStream(socket.getInputStream()).readFully(received);
                    assertThat(received).isEqualTo(request);
                    socket.getOutputStream().write(answer);
                    // The channel says farewell.
                    assertThat(socket.getInputStream().read()).isEqualTo(-1);
                },
                (channel, socket) -> {
                    channel.handshake();
                    Random sizes = new Random(3);
                    for (int at = 0; at < BYTES; ) {
                        int size = Math.min(BYTES - at, 1 + sizes.nextInt(100_000));
                        at += channel.write(ByteBuffer.wrap(request, at, size));
                    }
                    assertThat(read(channel, sizes)).isEqualTo(answer);
                    assertThat(channel.hasReceived()).isFalse();
                    channel.close();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void readsNothingIfNothingHasArrivedAndSeesTheEnd(String protocol) throws Exception {
        CompletableFuture<Void> looked = new CompletableFuture<>();
        connect(
                listener(),
                protocol,
                socket -> {
                    socket.getOutputStream().write(7);
                    looked.join();
                },
                (channel, socket) -> {
                    channel.handshake();
                    ByteBuffer one = ByteBuffer.allocate(10);
                    assertThat(channel.read(one)).isOne();
                    assertThat(one.get(0)).isEqualTo((byte) 7);
                    socket.configureBlocking(false);
                    assertThat(channel.read(one)).isZero();
                    socket.configureBlocking(true);
                    looked.complete(null);
                    assertThat(channel.read(one)).isEqualTo(-1);
                });
    }

    @Test
    void aPeerThatDoesNotSpeakTlsIsNamed() throws Exception {
        connect(
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                "TLSv1.3",
                socket -> {
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    // The client's greeting, so that closing does not reset the connection.
                    assertThat(socket.getInputStream().read(new byte[1000])).isPositive();
                },
                (channel, socket) -> assertThatThrownBy(channel::handshake).isInstanceOf(NotSslRecordException.class));
    }

    @Test
    void damagedRecordsAreRefused() throws Exception {
        connect(
                new ServerSocket(0, 5, InetAddress.getLoopbackAddress()),
                "TLSv1.3",
                socket -> {
                    assertThat(socket.getInputStream().read(new byte[1000])).isPositive();
                    socket.getOutputStream().write(new byte[] {22, 3, 3, 0, 4, 2, 0, 0, 0});
                    socket.getOutputStream().flush();
                    socket.shutdownOutput();
                    assertThat(socket.getInputStream().read(new byte[1000])).isLessThan(1000);
                },
                (channel, socket) -> {
                    assertThatThrownBy(channel::handshake).isInstanceOf(SSLException.class);
                    channel.close();
                });
    }
}

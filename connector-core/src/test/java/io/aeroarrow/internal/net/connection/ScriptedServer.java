package io.aeroarrow.internal.net.connection;

import io.aeroarrow.policy.HostAddress;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that runs a test's script on each connection. */
public final class ScriptedServer implements AutoCloseable {

    private final ServerSocket server;
    private final Script script;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CountDownLatch hungUp;

    /** The script of a connection. The connection is closed when it returns. */
    public interface Script {
        void serve(Peer peer) throws IOException;
    }

    /** One connection from the server's side. */
    public static final class Peer {
        private final int number;
        private final DataInputStream in;
        private final OutputStream out;
        private final Socket socket;
        private final CountDownLatch hungUp;

        private Peer(int number, Socket socket, CountDownLatch hungUp) throws IOException {
            this.number = number;
            this.socket = socket;
            this.hungUp = hungUp;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        /** The number of the connection, from 0. */
        public int number() {
            return number;
        }

        public InputStream in() {
            return in;
        }

        public OutputStream out() {
            return out;
        }

        public Socket socket() {
            return socket;
        }

        /** Reads the next frame with its header. */
        public byte[] readFrame() throws IOException {
            long header = in.readLong();
            byte[] frame = new byte[(int) (8 + (header & 0xffff_ffff_ffffL))];
            ByteBuffer.wrap(frame).putLong(header);
            in.readFully(frame, 8, frame.length - 8);
            return frame;
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Sends part of an array. */
        public void send(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
        }

        /** Sends nothing for a while, unless the client closes the connection first. */
        public void pause(Duration pause) throws IOException {
            socket.setSoTimeout((int) pause.toMillis());
            try {
                if (in.read() < 0) {
                    throw new EOFException("the client has hung up");
                }
            } catch (SocketTimeoutException e) {
                // The expected case.
                socket.setSoTimeout(0);
            }
        }

        /** Waits until the client closes the connection. */
        public void awaitHangUp() throws IOException {
            try {
                while (in.read() >= 0) {
                    // Bytes that the client still sends are ignored.
                }
            } catch (IOException e) {
                // A reset closes the connection too.
            }
            hungUp.countDown();
        }
    }

    public ScriptedServer(Script script) {
        this(script, 1);
    }

    /** {@link #sawHangUp} waits until {@code hangUps} connections have returned from {@link Peer#awaitHangUp}. */
    public ScriptedServer(Script script, int hangUps) {
        this(script, hangUps, InetAddress.getLoopbackAddress());
    }

    /** Listens on another address of this machine than loopback. */
    public ScriptedServer(Script script, int hangUps, InetAddress address) {
        this.script = script;
        hungUp = new CountDownLatch(hangUps);
        try {
            server = new ServerSocket(0, 50, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                sockets.add(socket);
                Peer peer = new Peer(accepted.getAndIncrement(), socket, hungUp);
                start(() -> serve(peer));
            } catch (IOException e) {
                // The test has closed the server, or the client has closed the connection.
                return;
            }
        }
    }

    private void serve(Peer peer) {
        try (Socket socket = peer.socket) {
            script.serve(peer);
            socket.shutdownOutput();
        } catch (EOFException e) {
            // The client has closed the connection.
        } catch (IOException e) {
            // The test has closed the server, or the client the connection.
        }
    }

    public HostAddress address() {
        return new HostAddress(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    /** The number of accepted connections. */
    public int connections() {
        return accepted.get();
    }

    /** Waits until a peer has seen the client close its connection. */
    public boolean sawHangUp() throws InterruptedException {
        return hungUp.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

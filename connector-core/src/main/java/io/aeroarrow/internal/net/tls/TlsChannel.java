package io.aeroarrow.internal.net.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts the bytes of a socket, in the thread that reads and writes them: they stay in its core's cache. Used
 * by one thread at a time; any thread may close it.
 *
 * <p>Bytes are decrypted on the heap, where the JDK's ciphers are fastest, and copied from there.
 */
public final class TlsChannel implements ScatteringByteChannel, GatheringByteChannel {

    /** Room for this many records, so that a read of the socket gets several. */
    private static final int RECORDS = 8;

    /** The content types of records are 20 to 24. */
    private static final int FIRST_TYPE = 20;

    private static final int LAST_TYPE = 24;

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final int recordSize;

    /** Encrypted bytes that have arrived and are not decrypted. Grows as soon as one record does not suffice. */
    private ByteBuffer received;

    /** Decrypted bytes that nobody has read yet. */
    private ByteBuffer plain;

    /** One thread encrypts: the one that writes, or the one that closes. */
    private final ReentrantLock writing = new ReentrantLock();

    private final ByteBuffer unencrypted;
    private final ByteBuffer sending;
    private boolean anyReceived;

    /**
     * Creates a channel over a socket; {@link #handshake} comes next.
     *
     * @param engine is this channel's from now on
     */
    public TlsChannel(SocketChannel socket, SSLEngine engine) {
        this.socket = socket;
        this.engine = engine;
        recordSize = engine.getSession().getPacketBufferSize();
        int plainSize = engine.getSession().getApplicationBufferSize();
        received = ByteBuffer.allocate(recordSize).limit(0);
        plain = ByteBuffer.allocate(plainSize).limit(0);
        unencrypted = ByteBuffer.allocate(plainSize);
        sending = ByteBuffer.allocate(2 * recordSize);
    }

    /**
     * Agrees on keys with the node, and verifies its certificate. The socket must be blocking.
     *
     * @throws SSLException if they cannot agree
     * @throws EOFException if the node closes the connection
     */
    public void handshake() throws IOException {
        engine.beginHandshake();
        HandshakeStatus next = engine.getHandshakeStatus();
        while (next != HandshakeStatus.FINISHED && next != HandshakeStatus.NOT_HANDSHAKING) {
            if (next == HandshakeStatus.NEED_WRAP) {
                flushHandshake();
            } else if (next == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (!decrypt() && receive() <= 0) {
                throw new EOFException("the node closed the connection");
            }
            next = engine.getHandshakeStatus();
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** Sends what the engine has to say. If it fails, the node's reason may have arrived before. */
    private void flushHandshake() throws IOException {
        writing.lock();
        try {
            unencrypted.clear().limit(0);
            encrypt();
            send();
        } finally {
            writing.unlock();
        }
    }

    /** Whether decrypted bytes, or bytes to decrypt, have arrived that nobody has read. */
    public boolean hasReceived() {
        return plain.hasRemaining() || received.hasRemaining();
    }

    /**
     * Reads decrypted bytes. Fills the buffer as far as complete records have arrived; waits for the first one if the
     * socket is blocking.
     *
     * @return 0 if no record has arrived; -1 at the end
     */
    @Override
    public int read(ByteBuffer into) throws IOException {
        int start = into.position();
        while (into.hasRemaining()) {
            if (plain.hasRemaining()) {
                move(plain, into);
            } else if (!decrypt()) {
                if (into.position() > start) {
                    break;
                }
                int bytes = engine.isInboundDone() ? -1 : receive();
                if (bytes <= 0) {
                    return bytes;
                }
            }
        }
        return into.position() - start;
    }

    private static void move(ByteBuffer from, ByteBuffer to) {
        int bytes = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), bytes);
        from.position(from.position() + bytes);
        to.position(to.position() + bytes);
    }

    private int receive() throws IOException {
        if (received.limit() == received.capacity() && received.capacity() < RECORDS * recordSize) {
            received = ByteBuffer.allocate(RECORDS * recordSize).put(received);
        } else {
            received.compact();
        }
        try {
            return socket.read(received);
        } finally {
            received.flip();
        }
    }

    /** Decrypts one record. Returns false if it has not arrived completely. */
    private boolean decrypt() throws IOException {
        if (!received.hasRemaining()) {
            return false;
        }
        requireTls();
        plain.clear();
        SSLEngineResult result;
        try {
            result = engine.unwrap(received, plain);
        } finally {
            plain.flip();
        }
        switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> {
                return false;
            }
            case BUFFER_OVERFLOW ->
                plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                        .limit(0);
            case CLOSED -> {
                return false;
            }
            case OK -> afterHandshake(result.getHandshakeStatus());
        }
        return true;
    }

    /** In TLS 1.3 the node may change keys at any time, and the client answers. */
    private void afterHandshake(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            flushHandshake();
        }
    }

    private void requireTls() throws NotSslRecordException {
        if (!anyReceived) {
            int type = received.get(received.position()) & 0xff;
            if (type < FIRST_TYPE || type > LAST_TYPE) {
                throw new NotSslRecordException("the answer begins with byte " + type);
            }
            anyReceived = true;
        }
    }

    /** Encrypts and writes all bytes. The socket must be blocking. */
    @Override
    public int write(ByteBuffer from) throws IOException {
        int bytes = from.remaining();
        writing.lock();
        try {
            while (from.hasRemaining()) {
                unencrypted.clear();
                move(from, unencrypted);
                unencrypted.flip();
                while (unencrypted.hasRemaining()) {
                    if (!encrypt()) {
                        throw new EOFException("the connection is closed");
                    }
                    send();
                }
            }
        } finally {
            writing.unlock();
        }
        return bytes;
    }

    /** Encrypts a record of {@link #unencrypted}; false if nothing can be sent any more. */
    private boolean encrypt() throws SSLException {
        SSLEngineResult result = engine.wrap(unencrypted, sending);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            throw new SSLException("a record needs more than " + sending.capacity() + " bytes");
        }
        return result.getStatus() != SSLEngineResult.Status.CLOSED;
    }

    /** What a socket that does not block cannot take stays for the next time. */
    private void send() throws IOException {
        sending.flip();
        try {
            int bytes;
            do {
                bytes = socket.write(sending);
            } while (sending.hasRemaining() && bytes > 0);
        } finally {
            sending.compact();
        }
    }

    /**
     * Returns the reason that a node has sent before it closed the connection.
     *
     * @return null if none has arrived
     */
    public @Nullable SSLException reasonOfNode() {
        try {
            int bytes;
            do {
                while (decrypt()) {
                    plain.limit(0);
                }
                bytes = receive();
            } while (bytes > 0);
            return null;
        } catch (SSLException e) {
            return e;
        } catch (IOException e) {
            // The reason did not arrive; the failure of the write is what is known.
            return null;
        }
    }

    /** Tells the node that no more comes, if no other thread writes, and closes the socket. */
    @Override
    public void close() throws IOException {
        try {
            if (writing.tryLock()) {
                try {
                    farewell();
                } finally {
                    writing.unlock();
                }
            }
        } finally {
            socket.close();
        }
    }

    private void farewell() {
        if (socket.isConnected() && socket.isOpen() && !engine.isOutboundDone()) {
            try {
                engine.closeOutbound();
                unencrypted.clear().limit(0);
                encrypt();
                send();
            } catch (IOException e) {
                // The node sees the end of the connection.
                sending.clear();
            }
        }
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        return read(into[offset]);
    }

    @Override
    public long read(ByteBuffer[] into) throws IOException {
        return read(into[0]);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        long bytes = 0;
        for (int i = offset; i < offset + length; i++) {
            bytes += write(from[i]);
        }
        return bytes;
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return write(from, 0, from.length);
    }
}

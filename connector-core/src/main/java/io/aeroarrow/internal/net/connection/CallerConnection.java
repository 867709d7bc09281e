package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.message.FrameDeflater;
import io.aeroarrow.internal.message.FrameInflater;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import io.aeroarrow.internal.net.tls.TlsChannel;
import io.aeroarrow.internal.net.tls.TlsContext;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the calling thread itself writes and reads. That saves two thread switches an exchange, which take
 * most of the time that a nearby node needs to answer. It carries one exchange at a time.
 *
 * <p>The pool watches the deadline and closes the channel when it passes: socket timeouts would take more system calls
 * than the exchange itself.
 */
public final class CallerConnection implements PooledConnection {

    private static final int REQUEST_SIZE = 2 << 10;
    private static final int SMALLEST_CHUNK = 4 << 10;
    private static final int LARGEST_CHUNK = 1 << 20;

    /** Within this time after its last use, a connection is assumed to be alive. */
    private static final long ASSUMED_ALIVE_NANOS = 50_000_000;

    private static final long ORIGIN = System.nanoTime();
    private static final long IDLE = 0;
    private static final long CLOSED = -1;

    private final Endpoint endpoint;
    private final HostAddress address;
    private final NodeTraffic traffic;
    private final SocketChannel channel;
    /** Null without TLS. Set before the connection is used. */
    private volatile @Nullable TlsChannel tls;

    private final TimeoutWatcher timeWatch;
    /** Null if the client does not use compression. */
    private final @Nullable FrameInflater inflater;

    /** Most requests and answers fit into these two, which saves two buffers of the pool that all threads share. */
    private final ByteBuf out = ownBuffer(REQUEST_SIZE);

    private final ByteBuf in = ownBuffer(SMALLEST_CHUNK);

    /**
     * The deadline of the running exchange, in nanoseconds since {@link #ORIGIN}; or {@link #IDLE} or {@link #CLOSED}.
     */
    private final AtomicLong deadlineOrState = new AtomicLong(IDLE);

    private volatile long lastUsed = System.nanoTime();

    private CallerConnection(Endpoint endpoint, SocketChannel channel, TimeoutWatcher timeWatch) {
        this.endpoint = endpoint;
        this.address = endpoint.address();
        this.traffic = endpoint.traffic();
        this.channel = channel;
        this.timeWatch = timeWatch;
        this.inflater = endpoint.newInflater();
    }

    /**
     * Opens a connection and waits for it, with TLS and a login where they are configured.
     *
     * @throws ConnectionFailedException if the node cannot be connected to
     * @throws io.aeroarrow.error.AccessRefusedException if the node refuses the login
     * @throws io.aeroarrow.error.DeadlineExceededException if it takes longer than the timeouts
     */
    public static CallerConnection open(Endpoint endpoint, TimeoutWatcher timeWatch) {
        CallerConnection connection = create(endpoint, timeWatch);
        try {
            connection.connect();
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Creates a connection that is not connected yet. Another thread can close it while {@link #connect} waits. */
    public static CallerConnection create(Endpoint endpoint, TimeoutWatcher timeWatch) {
        try {
            return new CallerConnection(endpoint, SocketChannel.open(), timeWatch);
        } catch (IOException e) {
            throw new ConnectionFailedException("cannot connect to " + endpoint.address(), e);
        }
    }

    /** Connects, agrees on TLS, and logs in; fails as {@link #open} does. */
    public void connect() {
        TlsContext security = endpoint.tls();
        // First, as unreadable files need no connection.
        SslContext context = security == null ? null : security.context();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            int timeoutMillis = (int) Math.min(endpoint.connectTimeout().toMillis(), Integer.MAX_VALUE);
            channel.socket().connect(new InetSocketAddress(address.host(), address.port()), timeoutMillis);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        } catch (SocketTimeoutException e) {
            throw Connection.notConnected(endpoint, e);
        } catch (IOException | RuntimeException e) {
            throw new ConnectionFailedException("cannot connect to " + address, e);
        }
        Deadline deadline = Deadline.in(endpoint.loginTimeout());
        if (security != null && context != null) {
            encrypt(security, context, deadline);
        }
        CallerLogin.run(endpoint, this, deadline);
    }

    private void encrypt(TlsContext security, SslContext context, Deadline deadline) {
        TlsChannel encrypted = new TlsChannel(channel, security.engine(context, UnpooledByteBufAllocator.DEFAULT));
        try {
            watch(deadline);
            timeWatch.start();
            encrypted.handshake();
            tls = encrypted;
            if (deadlineOrState.updateAndGet(now -> now == CLOSED ? CLOSED : IDLE) == CLOSED) {
                throw new IOException("the connection is closed");
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            throw deadlineOrState.get() == CLOSED
                    ? endpoint.setUpTimeout("TLS handshake with")
                    : security.failures().ofHandshake(e);
        }
    }

    private ScatteringByteChannel source() {
        TlsChannel encrypted = tls;
        return encrypted == null ? channel : encrypted;
    }

    private GatheringByteChannel sink() {
        TlsChannel encrypted = tls;
        return encrypted == null ? channel : encrypted;
    }

    /** Allocates memory that the garbage collector frees with the connection: no one needs to track its last user. */
    private static ByteBuf ownBuffer(int size) {
        return Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(size));
    }

    /** An empty buffer for a request of {@code size} bytes, owned by the caller. */
    public ByteBuf buffer(int size) {
        return size <= REQUEST_SIZE ? borrow(out, size) : pooled(size);
    }

    /** The connection's own buffer, or a pooled one while a reader still holds the last answer in it. */
    private static ByteBuf borrow(ByteBuf own, int size) {
        return own.refCnt() == 1 ? own.clear().retain() : pooled(size);
    }

    private static ByteBuf pooled(int size) {
        return PooledByteBufAllocator.DEFAULT.directBuffer(size, size);
    }

    /**
     * Sends a request and reads the answer to its end. On failure the connection is closed.
     *
     * @param request is released
     * @throws AeroArrowException if there is no answer, or if the reader rejects it
     */
    public void exchange(ByteBuf request, AnswerReader answer, Deadline deadline) {
        boolean complete = false;
        try {
            send(request, deadline);
            int size = SMALLEST_CHUNK;
            while (!complete) {
                ByteBuf chunk = read(size);
                size = chunk.isWritable() ? size : Math.min(2 * size, LARGEST_CHUNK);
                complete = read(answer, chunk);
                if (!complete) {
                    watch(deadline);
                }
            }
            // If the deadline passed at this moment, the answer is complete but the connection is closed.
            deadlineOrState.updateAndGet(now -> now == CLOSED ? CLOSED : IDLE);
            if (answer.hasStrayBytes() || (inflater != null && inflater.isInFrame())) {
                StrayBytes.warn(address);
                close();
            }
        } catch (IOException e) {
            throw failure(e, deadline);
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private void send(ByteBuf request, Deadline deadline) throws IOException {
        ByteBuf frame = inflater == null ? request : FrameDeflater.prepare(request);
        int counted = endpoint.memory().writing(frame.readableBytes());
        try {
            watch(deadline);
            timeWatch.start();
            traffic.sent(frame.readableBytes());
            GatheringByteChannel sink = sink();
            while (frame.isReadable()) {
                frame.readBytes(sink, frame.readableBytes());
            }
        } catch (IOException e) {
            throw reasonOf(e);
        } finally {
            endpoint.memory().written(counted);
            frame.release();
        }
    }

    /** A node that rejects the client over TLS sends its reason before it closes the connection. */
    private IOException reasonOf(IOException failure) {
        TlsChannel encrypted = tls;
        IOException reason = encrypted == null ? null : encrypted.reasonOfNode();
        return reason == null ? failure : reason;
    }

    private boolean read(AnswerReader answer, ByteBuf chunk) {
        return answer.read(inflater == null ? chunk : inflater.inflate(chunk));
    }

    private ByteBuf read(int size) throws IOException {
        ByteBuf chunk = size == SMALLEST_CHUNK ? borrow(in, size) : pooled(size);
        boolean read = false;
        try {
            if (chunk.writeBytes(source(), size) < 0) {
                throw new EOFException("the node closed the connection");
            }
            traffic.received(chunk.readableBytes());
            read = true;
            return chunk;
        } finally {
            if (!read) {
                chunk.release();
            }
        }
    }

    /**
     * Sends a request whose answer is read in chunks. The caller must watch the deadline from here on.
     *
     * @param request is released
     */
    public void startStream(ByteBuf request, Deadline deadline) {
        try {
            send(request, deadline);
            if (deadlineOrState.updateAndGet(now -> now == CLOSED ? CLOSED : IDLE) == CLOSED) {
                throw new IOException("the connection is closed");
            }
            channel.configureBlocking(false);
        } catch (IOException e) {
            throw failure(e, deadline);
        }
    }

    /** Registers with a selector, which reports when bytes have arrived. */
    public void register(Selector selector, Object attachment) {
        try {
            channel.register(selector, SelectionKey.OP_READ, attachment);
        } catch (IOException e) {
            throw new ConnectionFailedException("the connection to " + address + " broke", e);
        }
    }

    /** Sets whether the selector reports arrived bytes. A broken connection shows when it is read again. */
    public void select(Selector selector, boolean bytes) {
        SelectionKey key = channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(bytes ? SelectionKey.OP_READ : 0);
        }
    }

    /**
     * Reads the bytes of a stream that have arrived.
     *
     * @return owned by the caller; null if none have arrived
     * @throws java.io.EOFException if the node has closed the connection
     */
    public @Nullable ByteBuf readChunk(ReceiveBuffer memory) throws IOException {
        ByteBuf chunk = memory.read(source());
        if (chunk == null) {
            return null;
        }
        traffic.received(chunk.readableBytes());
        return inflater == null ? chunk : inflater.inflate(chunk);
    }

    /** Ends a stream whose answer was read to its end. The connection can be used again. */
    public void endStream(Selector selector) {
        try {
            SelectionKey key = channel.keyFor(selector);
            if (key != null) {
                key.cancel();
            }
            // Completes the cancellation. The selector reports the other streams again later.
            selector.selectNow(readable -> {});
            channel.configureBlocking(true);
            if (inflater != null) {
                inflater.requireEnd();
            }
        } catch (IOException | ClosedSelectorException e) {
            // The answer is complete; only the connection cannot be reused.
            close();
        } catch (ProtocolViolationException e) {
            close();
            throw e;
        }
    }

    private void watch(Deadline deadline) throws IOException {
        long wait = deadline.waitNanos();
        long next = wait == Long.MAX_VALUE ? Long.MAX_VALUE : sinceOrigin() + wait;
        if (deadlineOrState.updateAndGet(now -> now == CLOSED ? CLOSED : next) == CLOSED) {
            throw new IOException("the connection is closed");
        }
    }

    private static long sinceOrigin() {
        return System.nanoTime() - ORIGIN + 1;
    }

    private AeroArrowException failure(IOException cause, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            return interrupted(cause);
        }
        if (deadlineOrState.get() == CLOSED) {
            return deadline.missed(address + " did not answer");
        }
        return endpoint.brokenBy(cause);
    }

    /**
     * The error of an interrupt. The channel closes itself when its thread is interrupted; the interrupt flag stays
     * set.
     */
    private static CancelledException interrupted(IOException cause) {
        return new CancelledException("the thread was interrupted while it waited for a node", cause);
    }

    @Override
    public boolean checkTime() {
        long until = deadlineOrState.get();
        if (until <= IDLE) {
            return false;
        }
        if (until <= sinceOrigin() && deadlineOrState.compareAndSet(until, CLOSED)) {
            close();
        }
        return true;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen() && deadlineOrState.get() != CLOSED;
    }

    /** Also false if bytes arrived since the last answer: the next exchange would read them as its answer. */
    @Override
    public boolean isReady() {
        if (!isOpen()) {
            return false;
        }
        try {
            TlsChannel encrypted = tls;
            boolean fresh = System.nanoTime() - lastUsed < ASSUMED_ALIVE_NANOS
                    && (encrypted == null || !encrypted.hasReceived());
            if (fresh && channel.socket().getInputStream().available() == 0) {
                return true;
            }
            // Over TLS, bytes may arrive that are not part of an answer.
            return (!fresh || encrypted != null) && isSilent();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether no bytes have arrived and the node has not closed the connection. */
    private boolean isSilent() throws IOException {
        channel.configureBlocking(false);
        boolean silent = source().read(ByteBuffer.allocate(1)) == 0;
        channel.configureBlocking(true);
        return silent;
    }

    @Override
    public void close() {
        TlsChannel encrypted = tls;
        try {
            if (encrypted == null || deadlineOrState.get() == CLOSED) {
                channel.close();
            } else {
                encrypted.close();
            }
        } catch (IOException e) {
            // The connection is unusable, whether closing worked or not.
            deadlineOrState.set(CLOSED);
        }
    }

    @Override
    public int stack() {
        return 0;
    }

    @Override
    public long lastUsed() {
        return lastUsed;
    }

    @Override
    public void markIdle() {
        lastUsed = System.nanoTime();
    }
}

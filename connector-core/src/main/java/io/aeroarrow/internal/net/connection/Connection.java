package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AccessRefusedException;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.error.TlsException;
import io.aeroarrow.internal.message.FrameDeflater;
import io.aeroarrow.internal.message.FrameInflater;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.HostAddress;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node, owned by an event loop. It carries one exchange at a time: a request, and its answer until
 * the reader {@linkplain #finish finishes} the exchange. Bytes that arrive outside an exchange close it.
 */
public final class Connection implements PooledConnection {

    /** The connection stops reading when its queued chunks hold more bytes than this, */
    private static final int PAUSE_ABOVE = 4 << 20;
    /** and resumes when they hold fewer bytes than this. */
    private static final int RESUME_BELOW = 2 << 20;

    private static final int SMALLEST_CHUNK = 4 << 10;
    private static final int FIRST_CHUNK = 64 << 10;
    private static final int LARGEST_CHUNK = 512 << 10;

    private static final AttributeKey<Connection> CONNECTION = AttributeKey.valueOf(Connection.class, "connection");

    private final Endpoint endpoint;
    private final Channel channel;
    private final int stack;
    /** Null if the client does not use compression. */
    private final @Nullable FrameInflater inflater;

    private final AtomicInteger queuedBytes = new AtomicInteger();
    private volatile @Nullable ExchangeListener exchange;
    private volatile boolean paused;
    /** Set when closing begins; the channel itself closes somewhat later. */
    private volatile boolean closed;
    /** The TLS handshake, null without TLS. Kept here because a closed channel has lost its handlers. */
    private @Nullable Future<Channel> handshake;
    /** The first error of the connection, which may occur before its first exchange. Used only by its event loop. */
    private @Nullable Throwable breakage;

    private volatile long lastUsed = System.nanoTime();

    private Connection(Endpoint endpoint, Channel channel, int stack) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.stack = stack;
        this.inflater = endpoint.newInflater();
    }

    /**
     * Opens a connection and waits for it: with TLS and a login where these are configured.
     *
     * @throws ConnectionFailedException if the node cannot be connected to
     * @throws TlsException if the TLS handshake fails, or if certificate files cannot be read
     * @throws AccessRefusedException if the node refuses the login
     * @throws DeadlineExceededException if it takes longer than {@code connectTimeout} or {@code loginTimeout}
     */
    public static Connection open(EventLoops loops, Endpoint endpoint) {
        return await(openAsync(loops, loops.group(), endpoint));
    }

    /**
     * Waits for a connection that is being opened.
     *
     * @throws AeroArrowException as {@link #open}
     * @throws io.aeroarrow.error.CancelledException if the thread is interrupted; the connection is then closed
     */
    public static Connection await(CompletableFuture<Connection> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AeroArrowException failure) {
                throw failure;
            }
            throw new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            CancelledException interrupted = Deadline.interrupted(e);
            if (!opening.completeExceptionally(interrupted) && !opening.isCompletedExceptionally()) {
                opening.join().close();
            }
            throw interrupted;
        }
    }

    /**
     * Opens a connection without waiting for it.
     *
     * @param loop reads and writes the connection: one of the event loops, or all of them to choose the next
     * @return completed by an event loop; fails as {@link #open} does. A caller that completes it with an error closes
     *     the connection
     */
    public static CompletableFuture<Connection> openAsync(EventLoops loops, EventLoopGroup loop, Endpoint endpoint) {
        CompletableFuture<Connection> opening = new CompletableFuture<>();
        ChannelFuture connecting;
        try {
            connecting = connect(loops, loop, endpoint);
        } catch (TlsException e) {
            return CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unusedClosing = opening.whenComplete((ready, failure) -> {
            if (failure != null) {
                ChannelFuture unused = connecting.channel().close();
            }
        });
        connecting.addListener((ChannelFutureListener) connected -> {
            if (!connected.isSuccess()) {
                opening.completeExceptionally(notConnected(endpoint, connected.cause()));
                return;
            }
            Connection connection = connected.channel().attr(CONNECTION).get();
            CompletableFuture<?> unused = ConnectionSetUp.run(
                            endpoint, connection, connected.channel().eventLoop(), connection.handshake)
                    .whenComplete((ready, failure) -> {
                        if (failure == null) {
                            opening.complete(ready);
                        } else {
                            opening.completeExceptionally(failure);
                        }
                    });
        });
        return opening;
    }

    static AeroArrowException notConnected(Endpoint endpoint, Throwable cause) {
        Duration timeout = endpoint.connectTimeout();
        String message = "cannot connect to " + endpoint.address();
        return cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException
                ? new DeadlineExceededException(
                        Limit.CONNECT, timeout, message + " within " + timeout.toMillis() + " ms", cause)
                : new ConnectionFailedException(message, cause);
    }

    /** Installs the receiver when the channel is created, so that no bytes and no errors are missed. */
    private static final class Initializer extends ChannelInitializer<Channel> {
        private final Endpoint endpoint;
        private final @Nullable SslContext context;
        private final EventLoops loops;

        Initializer(Endpoint endpoint, @Nullable SslContext context, EventLoops loops) {
            this.endpoint = endpoint;
            this.context = context;
            this.loops = loops;
        }

        @Override
        protected void initChannel(Channel channel) {
            Connection connection = new Connection(endpoint, channel, loops.indexOf(channel.eventLoop()));
            channel.attr(CONNECTION).set(connection);
            if (endpoint.tls() != null && context != null) {
                SslHandler handler = endpoint.tls().handler(context, channel.alloc());
                channel.pipeline().addLast(handler);
                connection.handshake = handler.handshakeFuture();
            }
            channel.pipeline().addLast(connection.new Receiver());
        }
    }

    private static ChannelFuture connect(EventLoops loops, EventLoopGroup loop, Endpoint endpoint) {
        long timeout = endpoint.connectTimeout().toMillis();
        // Not in initChannel, where an error would be lost.
        SslContext context = endpoint.tls() == null ? null : endpoint.tls().context();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(loops.transport().channel())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                // A failed write must not close the channel before the bytes received so far are read; this class
                // closes it.
                .option(ChannelOption.AUTO_CLOSE, false)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(SMALLEST_CHUNK, FIRST_CHUNK, LARGEST_CHUNK))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeout, Integer.MAX_VALUE))
                .handler(new Initializer(endpoint, context, loops));
        HostAddress address = endpoint.address();
        return bootstrap.connect(new InetSocketAddress(address.host(), address.port()));
    }

    public HostAddress address() {
        return endpoint.address();
    }

    /** The error to report when the connection broke. */
    public AeroArrowException brokenBy(Throwable cause) {
        return endpoint.brokenBy(cause);
    }

    /** Runs a task when the connection has closed: on its event loop, or at once if it is closed. */
    public void whenClosed(Runnable task) {
        ChannelFuture unused = channel.closeFuture().addListener(closed -> task.run());
    }

    @Override
    public boolean isOpen() {
        return !closed && channel.isActive();
    }

    /** Unrequested bytes close the connection at once, so that an open connection is ready. */
    @Override
    public boolean isReady() {
        return isOpen();
    }

    @Override
    public int stack() {
        return stack;
    }

    @Override
    public long lastUsed() {
        return lastUsed;
    }

    @Override
    public void markIdle() {
        lastUsed = System.nanoTime();
    }

    @Override
    public boolean checkTime() {
        ExchangeListener listener = exchange;
        return listener != null && listener.checkTime();
    }

    /**
     * Starts an exchange.
     *
     * @param request is written and released
     * @param answers receives the answer, or the error if the connection breaks
     */
    public void send(ByteBuf request, ExchangeListener answers) {
        if (exchange != null) {
            request.release();
            throw new IllegalStateException("the previous exchange on " + address() + " is not finished");
        }
        exchange = answers;
        ByteBuf frame = inflater == null ? request : FrameDeflater.prepare(request);
        endpoint.traffic().sent(frame.readableBytes());
        int counted = endpoint.memory().writing(frame.readableBytes());
        channel.writeAndFlush(frame).addListener(written -> {
            endpoint.memory().written(counted);
            if (!written.isSuccess()) {
                writeFailed(written.cause());
            }
        });
    }

    /**
     * Ends an exchange whose answer was read to its end.
     *
     * @throws ProtocolViolationException if unread bytes follow the answer; the connection is then closed
     */
    public void finish() {
        // The order matters: the receiver counts first and then reads this field, so that no chunk is missed.
        exchange = null;
        int unread = queuedBytes.get();
        if (unread != 0) {
            closeChannel();
            throw new ProtocolViolationException(unread + " bytes follow the end of the answer of " + address());
        }
        if (inflater != null) {
            requireEnd(inflater);
        }
        resume();
    }

    private void requireEnd(FrameInflater used) {
        try {
            used.requireEnd();
        } catch (ProtocolViolationException e) {
            closeChannel();
            throw e;
        }
    }

    /** Closes the connection. The listener of a running exchange gets no further events. */
    @Override
    public void close() {
        exchange = null;
        closeChannel();
    }

    /**
     * Handles a failed write. A node that rejects the client over TLS sends its reason before it closes; that is still
     * to be read.
     */
    private void writeFailed(Throwable cause) {
        if (endpoint.tls() == null || !channel.isActive()) {
            fail(cause);
        }
    }

    private void fail(Throwable cause) {
        if (breakage == null) {
            breakage = cause;
        }
        ExchangeListener listener = exchange;
        exchange = null;
        closeChannel();
        if (listener != null) {
            listener.broken(this, breakage);
        }
    }

    private void closeChannel() {
        closed = true;
        // The channel is not used again, whether closing works or not.
        ChannelFuture unused = channel.close();
    }

    /**
     * Takes received bytes out of the back-pressure count and decompresses them.
     *
     * @return the same bytes without compression; possibly empty
     * @throws ProtocolViolationException if decompression fails
     */
    public ByteBuf take(ByteBuf bytes) {
        if (queuedBytes.addAndGet(-bytes.readableBytes()) < RESUME_BELOW) {
            resume();
        }
        return inflater == null ? bytes : inflater.inflate(bytes);
    }

    private void resume() {
        // A closed connection may have lost its event loop.
        if (paused && !closed) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    private void pauseIfFull(int bytes) {
        if (queuedBytes.addAndGet(bytes) > PAUSE_ABOVE) {
            channel.config().setAutoRead(false);
            paused = true;
            if (queuedBytes.get() < RESUME_BELOW) {
                // The consumer took all chunks before it could see the pause.
                resume();
            }
        }
    }

    private final class Receiver extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = (ByteBuf) message;
            endpoint.traffic().received(bytes.readableBytes());
            pauseIfFull(bytes.readableBytes());
            ExchangeListener listener = exchange;
            if (listener == null) {
                // Unrequested bytes must not reach the next exchange.
                bytes.release();
                closeChannel();
                return;
            }
            listener.received(Connection.this, bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            fail(new IOException("the node closed the connection"));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            fail(cause);
        }
    }
}

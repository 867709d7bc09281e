package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.internal.command.DataRequestDispatcher;
import io.aeroarrow.embedded.internal.info.InfoCommands;
import io.aeroarrow.embedded.internal.info.InfoSession;
import io.aeroarrow.embedded.internal.info.NodeStatistics;
import io.aeroarrow.embedded.internal.security.ConnectionSecurity;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection. Requests are executed in order on the connection's event loop. A long answer is produced frame by frame as
 * the client takes them; meanwhile no further request is read.
 */
final class ClientConnection extends SimpleChannelInboundHandler<RequestFrame> {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private final ConnectionSecurity security;
    private final DataRequestDispatcher data;
    private final InfoCommands info;
    private final NodeStatistics statistics;
    private final Queue<RequestFrame> waiting = new ArrayDeque<>();
    private @Nullable InfoSession session;
    private @Nullable String client;
    private @Nullable FrameSource current;
    private boolean scheduled;
    private long stallMark;

    ClientConnection(
            ConnectionSecurity security, DataRequestDispatcher data, InfoCommands info, NodeStatistics statistics) {
        this.security = security;
        this.data = data;
        this.info = info;
        this.statistics = statistics;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        statistics.connectionOpened();
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        statistics.connectionClosed();
        finishCurrent();
        waiting.clear();
        ctx.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, RequestFrame frame) {
        waiting.add(frame);
        if (!scheduled) {
            advance(ctx);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        stallMark++;
        if (ctx.channel().isWritable() && !scheduled) {
            advance(ctx);
            ctx.flush();
        }
    }

    /** Closes an idle connection. A connection with a running request is not idle. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent && current == null && waiting.isEmpty()) {
            LOG.debug("closing {}: idle", ctx.channel());
            drop(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            LOG.debug("connection lost: {}", ctx.channel(), cause);
        } else {
            LOG.error("closing {}", ctx.channel(), cause);
        }
        drop(ctx);
    }

    /** Continues the current answer, then the waiting requests, while the client takes the bytes. */
    private void advance(ChannelHandlerContext ctx) {
        while (ctx.channel().isActive()) {
            if (current == null) {
                RequestFrame frame = waiting.poll();
                if (frame == null) {
                    ctx.channel().config().setAutoRead(true);
                    return;
                }
                start(ctx, frame);
            } else if (!sendNext(ctx, current)) {
                ctx.channel().config().setAutoRead(false);
                return;
            }
        }
    }

    private void start(ChannelHandlerContext ctx, RequestFrame frame) {
        switch (frame.type()) {
            case FrameWriter.TYPE_INFO -> write(ctx, infoReply(ctx, frame));
            case FrameWriter.TYPE_ADMIN -> write(ctx, adminReply(ctx, frame));
            case FrameWriter.TYPE_MESSAGE -> current = data.start(frame.body(), client(ctx), security);
            case FrameWriter.TYPE_COMPRESSED -> current = DataRequestDispatcher.refuseCompressed();
            // A real server does not answer the internal type, either.
            default -> LOG.debug("ignoring a frame of type {}", frame.type());
        }
    }

    /** Sends one frame; false if the rest must wait for the client, a pause or other connections. */
    private boolean sendNext(ChannelHandlerContext ctx, FrameSource source) {
        if (!ctx.channel().isWritable()) {
            ctx.flush();
            if (!ctx.channel().isWritable()) {
                watchStall(ctx, source);
                return false;
            }
        }
        ByteBuf frame = source.next(ctx.alloc());
        if (frame == null) {
            finishCurrent();
            return true;
        }
        boolean large = frame.readableBytes() > ctx.channel().config().getWriteBufferLowWaterMark();
        write(ctx, frame);
        long pause = source.pauseNanos();
        if (pause > 0 || large) {
            ctx.flush();
            resumeLater(ctx, pause);
            return false;
        }
        return true;
    }

    private void resumeLater(ChannelHandlerContext ctx, long pauseNanos) {
        scheduled = true;
        if (pauseNanos > 0) {
            after(ctx, pauseNanos, () -> resume(ctx));
        } else {
            ctx.executor().execute(() -> resume(ctx));
        }
    }

    private void resume(ChannelHandlerContext ctx) {
        scheduled = false;
        try {
            advance(ctx);
            ctx.flush();
        } catch (RuntimeException e) {
            // Netty does not report exceptions of tasks; without this the client would wait forever.
            exceptionCaught(ctx, e);
        }
    }

    /** Closes the connection of a client that does not read within its socket timeout. */
    private void watchStall(ChannelHandlerContext ctx, FrameSource source) {
        if (source.stallMillis() == 0) {
            return;
        }
        long mark = stallMark;
        after(ctx, TimeUnit.MILLISECONDS.toNanos(source.stallMillis()), () -> {
            if (mark == stallMark && !ctx.channel().isWritable()) {
                LOG.warn("closing {}: the client does not read", ctx.channel());
                drop(ctx);
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The tasks handle their own failures.
    private static void after(ChannelHandlerContext ctx, long nanos, Runnable task) {
        ctx.executor().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    private static void drop(ChannelHandlerContext ctx) {
        ctx.close();
    }

    private void finishCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    private ByteBuf infoReply(ChannelHandlerContext ctx, RequestFrame request) {
        if (session == null) {
            session = new InfoSession(name(ctx.channel().localAddress(), ":"), security);
        }
        byte[] body = info.answer(request.body(), session);
        ByteBuf out = ctx.alloc().directBuffer(FrameWriter.HEADER_SIZE + body.length);
        FrameWriter.begin(out);
        out.writeBytes(body);
        FrameWriter.end(out, FrameWriter.TYPE_INFO);
        return out;
    }

    private ByteBuf adminReply(ChannelHandlerContext ctx, RequestFrame request) {
        ByteBuf out = ctx.alloc().directBuffer();
        FrameWriter.begin(out);
        security.answer(request.body(), TransportSecurity.isEncrypted(ctx), TransportSecurity.certifiedName(ctx), out);
        FrameWriter.end(out, FrameWriter.TYPE_ADMIN);
        return out;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The void promise tells failures to exceptionCaught.
    private static void write(ChannelHandlerContext ctx, ByteBuf frame) {
        ctx.write(frame, ctx.voidPromise());
    }

    private String client(ChannelHandlerContext ctx) {
        String known = client;
        if (known == null) {
            known = name(ctx.channel().remoteAddress(), "+");
            client = known;
        }
        return known;
    }

    private static String name(SocketAddress socketAddress, String separator) {
        return socketAddress instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + separator + address.getPort()
                : "unknown";
    }
}

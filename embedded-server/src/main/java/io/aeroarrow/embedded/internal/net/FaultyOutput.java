package io.aeroarrow.embedded.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Sends bytes now or later, in their order, or never again. Used by the connection's event loop alone. */
final class FaultyOutput {
    private static final int WRITABILITY_INDEX = 1;

    private final ChannelHandlerContext ctx;
    private final Deque<Piece> later = new ArrayDeque<>();
    private boolean silent;

    private record Piece(ByteBuf bytes, Duration pause) {}

    FaultyOutput(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Sends and releases. */
    void send(ByteBuf bytes) {
        send(bytes, Duration.ZERO);
    }

    /** Sends and releases, so much later than what was sent before. */
    void send(ByteBuf bytes, Duration pause) {
        if (silent || !ctx.channel().isActive()) {
            bytes.release();
        } else if (later.isEmpty() && pause.isZero()) {
            write(bytes);
        } else {
            later.add(new Piece(bytes, pause));
            if (later.size() == 1) {
                // Whoever makes the frames waits, as for a client that does not read.
                setWritable(false);
                schedule(pause);
            }
        }
    }

    /** Nothing more is sent; the connection stays. */
    void fallSilent() {
        silent = true;
    }

    /** Nothing more is sent, and the connection closed when all before is. */
    @SuppressWarnings("FutureReturnValueIgnored") // There is nothing left to do when it is closed.
    void hangUp() {
        silent = true;
        ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE);
    }

    void close() {
        later.forEach(piece -> piece.bytes().release());
        later.clear();
    }

    private void sendNext() {
        Piece piece = later.poll();
        if (piece == null) {
            return;
        }
        write(piece.bytes());
        ctx.flush();
        Piece next = later.peek();
        if (next == null) {
            setWritable(true);
        } else {
            schedule(next.pause());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Failures are the connection's end.
    private void schedule(Duration pause) {
        ctx.executor().schedule(this::sendNext, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The void promise tells failures to exceptionCaught.
    private void write(ByteBuf bytes) {
        ctx.write(bytes, ctx.voidPromise());
    }

    private void setWritable(boolean writable) {
        ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
        if (buffer != null) {
            buffer.setUserDefinedWritability(WRITABILITY_INDEX, writable);
        }
    }
}

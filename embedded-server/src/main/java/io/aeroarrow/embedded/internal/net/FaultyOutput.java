package io.aeroarrow.embedded.internal.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Sends bytes in order, at once or after a pause, until it falls silent. Used on the connection's event loop only. */
final class FaultyOutput {
    private static final int WRITABILITY_INDEX = 1;

    private final ChannelHandlerContext ctx;
    private final Deque<Piece> later = new ArrayDeque<>();
    private boolean silent;

    private record Piece(ByteBuf bytes, Duration pause) {}

    FaultyOutput(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Sends and releases the bytes. */
    void send(ByteBuf bytes) {
        send(bytes, Duration.ZERO);
    }

    /** Sends and releases the bytes after a pause since the bytes before. */
    void send(ByteBuf bytes, Duration pause) {
        if (silent || !ctx.channel().isActive()) {
            bytes.release();
        } else if (later.isEmpty() && pause.isZero()) {
            write(bytes);
        } else {
            later.add(new Piece(bytes, pause));
            if (later.size() == 1) {
                // The source of the frames waits, as for a client that does not read.
                setWritable(false);
                schedule(pause);
            }
        }
    }

    /** Sends nothing more and keeps the connection open. */
    void fallSilent() {
        silent = true;
    }

    /** Sends nothing more and closes the connection after the bytes before. */
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

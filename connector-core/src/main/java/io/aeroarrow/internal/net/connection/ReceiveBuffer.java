package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ScatteringByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a thread reads answers into. It is used again as soon as nobody holds what was read before, and so stays
 * in the cache of the core; what somebody holds stays where it is.
 */
public final class ReceiveBuffer implements AutoCloseable {

    private static final int PIECE = 256 << 10;
    /** With less room, reading goes on in another piece. */
    private static final int LEAST_ROOM = 16 << 10;

    private static final int PAGE = 8 << 10;
    /** Of a chunk that the pool gets from the system: 8 MiB. */
    private static final int ORDER = 10;

    private static final PooledByteBufAllocator POOL = new PooledByteBufAllocator(true, 0, 1, PAGE, ORDER, 0, 0, false);

    /** Keeps the pool from giving all its memory back between two answers, only to get it again and have it cleared. */
    @SuppressWarnings("UnusedVariable") // It is used by being there.
    private static final ByteBuf ANCHOR = POOL.directBuffer(PAGE);

    private @Nullable ByteBuf piece;
    private boolean full;

    /**
     * Reads what has come.
     *
     * @return owned by the caller; null if nothing has come
     * @throws EOFException if nothing will come any more
     */
    @Nullable
    ByteBuf read(ScatteringByteChannel channel) throws IOException {
        ByteBuf memory = room();
        int start = memory.writerIndex();
        int room = memory.writableBytes();
        int bytes = memory.writeBytes(channel, room);
        full = bytes == room;
        if (bytes < 0) {
            throw new EOFException("the node closed the connection");
        }
        return bytes == 0 ? null : memory.retainedSlice(start, bytes);
    }

    /** Whether there was no more room the last time, so that more may have come. */
    public boolean wasFull() {
        return full;
    }

    private ByteBuf room() {
        ByteBuf memory = piece;
        if (memory != null && memory.refCnt() == 1) {
            return memory.clear();
        }
        if (memory != null && memory.writableBytes() >= LEAST_ROOM) {
            return memory;
        }
        close();
        memory = POOL.directBuffer(PIECE, PIECE);
        piece = memory;
        return memory;
    }

    @Override
    public void close() {
        if (piece != null) {
            piece.release();
            piece = null;
        }
    }
}

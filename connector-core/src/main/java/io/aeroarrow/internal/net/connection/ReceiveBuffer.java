package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ScatteringByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The buffer that a thread reads answers into. It is reused as soon as no slice of it is referenced any more, and so
 * stays in the core's cache; while a slice is referenced, its bytes stay in place.
 */
public final class ReceiveBuffer implements AutoCloseable {

    private static final int SIZE = 256 << 10;
    /** With less free space, reading continues in a new buffer. */
    private static final int MIN_FREE = 16 << 10;

    private static final int PAGE = 8 << 10;
    /** The chunks that the pool gets from the system have 8 MiB. */
    private static final int ORDER = 10;

    private static final PooledByteBufAllocator POOL = new PooledByteBufAllocator(true, 0, 1, PAGE, ORDER, 0, 0, false);

    /** Keeps the pool from returning all its memory between two answers, only to get it again and have it cleared. */
    @SuppressWarnings("UnusedVariable") // Its existence is its use.
    private static final ByteBuf ANCHOR = POOL.directBuffer(PAGE);

    private @Nullable ByteBuf buffer;
    private boolean full;

    /**
     * Reads the bytes that have arrived.
     *
     * @return owned by the caller; null if none have arrived
     * @throws EOFException if the node has closed the connection
     */
    @Nullable
    ByteBuf read(ScatteringByteChannel channel) throws IOException {
        ByteBuf memory = freeBuffer();
        int start = memory.writerIndex();
        int room = memory.writableBytes();
        int bytes = memory.writeBytes(channel, room);
        full = bytes == room;
        if (bytes < 0) {
            throw new EOFException("the node closed the connection");
        }
        return bytes == 0 ? null : memory.retainedSlice(start, bytes);
    }

    /** Whether the last read filled the buffer, so that more bytes may have arrived. */
    public boolean wasFull() {
        return full;
    }

    /** Takes over the memory of another one, if no slice of it is referenced. */
    public void takeFrom(ReceiveBuffer other) {
        if (buffer == null && other.buffer != null && other.buffer.refCnt() == 1) {
            buffer = other.buffer;
            other.buffer = null;
        }
    }

    private ByteBuf freeBuffer() {
        ByteBuf memory = buffer;
        if (memory != null && memory.refCnt() == 1) {
            return memory.clear();
        }
        if (memory != null && memory.writableBytes() >= MIN_FREE) {
            return memory;
        }
        close();
        memory = POOL.directBuffer(SIZE, SIZE);
        buffer = memory;
        return memory;
    }

    @Override
    public void close() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}

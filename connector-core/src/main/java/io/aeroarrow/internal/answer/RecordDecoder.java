package io.aeroarrow.internal.answer;

import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.message.MessageLayout;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in a stream of chunks with arbitrary boundaries. A record within one chunk is read in place; only a
 * record that crosses chunks is copied.
 *
 * <p>Offer a chunk, call {@link #next()} until it returns false, then offer the next chunk. Records are valid until
 * then. One thread at a time.
 */
public final class RecordDecoder implements AutoCloseable {

    private static final int SMALLEST_CARRY = 4096;
    /** A larger buffer is not kept for the next record that crosses chunks. */
    private static final int LARGEST_SPARE = 256 << 10;

    private final Runnable onFrame;
    private final long largestRecord;
    private final RecordCursor record = new RecordCursor();
    private final List<ByteBuf> kept = new ArrayList<>();
    private long keptBytes;

    private @Nullable ByteBuf chunk;
    private boolean chunkIsKept;
    private long position;
    private long limit;

    /** Collects a frame header or record that starts in one chunk and ends in a later one. */
    private @Nullable ByteBuf carry;

    /** Collects the next one while {@link #carry} still holds the current record. */
    private @Nullable ByteBuf otherCarry;

    private int carried;
    private boolean recordInCarry;
    private boolean carryIsKept;

    private long frameLeft;
    private boolean last;

    public RecordDecoder() {
        this(() -> {}, Long.MAX_VALUE);
    }

    /**
     * @param onFrame runs at the start of each frame
     * @param largestRecord the largest record to collect from several chunks, in bytes
     */
    public RecordDecoder(Runnable onFrame, long largestRecord) {
        this.onFrame = onFrame;
        this.largestRecord = largestRecord;
    }

    /** The current message. */
    public RecordCursor record() {
        return record;
    }

    /** Keeps the bytes of the current message in place until {@link #close()}. */
    public void keep() {
        if (recordInCarry) {
            carryIsKept = true;
        } else {
            chunkIsKept = true;
        }
    }

    /** The size of the memory that is held: kept messages, the chunk, and records that cross chunks. */
    public long heldBytes() {
        return keptBytes + size(carry) + size(otherCarry) + (chunk == null ? 0 : chunk.readableBytes());
    }

    private static long size(@Nullable ByteBuf buffer) {
        return buffer == null ? 0 : buffer.capacity();
    }

    /** Whether the last message of the stream has been read. */
    public boolean ended() {
        return last;
    }

    /** Whether the chunk has bytes that {@link #next()} has not read. */
    public boolean hasBytes() {
        return position < limit;
    }

    /**
     * Takes ownership of the next chunk. The previous chunk must be used up: {@link #next()} must have returned false.
     */
    public void offer(ByteBuf next) {
        if (position < limit) {
            next.release();
            throw new IllegalStateException("the previous chunk has " + (limit - position) + " unread bytes");
        }
        dropChunk();
        if (!next.isReadable()) {
            next.release();
            return;
        }
        chunk = next;
        position = RawMemory.address(next);
        limit = position + next.readableBytes();
    }

    /** As {@link #next(RecordCursor)}, with the cursor {@link #record()}. */
    public boolean next() {
        return next(record);
    }

    /**
     * Releases the chunk, once {@link #next()} has returned false, so that its memory can be reused. Records in it
     * become invalid unless they are kept.
     */
    public void release() {
        if (position == limit) {
            dropChunk();
        }
        if (!recordInCarry && size(otherCarry) > LARGEST_SPARE) {
            release(otherCarry);
            otherCarry = null;
        }
    }

    /**
     * Moves to the next message.
     *
     * @param cursor points to it afterwards
     * @return false if the message is incomplete, or if the stream has ended
     * @throws ProtocolViolationException if the bytes are not a valid answer to a query or batch
     * @throws MemoryLimitException if a record is larger than this decoder may collect
     */
    public boolean next(RecordCursor cursor) {
        dropCarriedRecord();
        if (carried == 0 && !last) {
            int length = cursor.layOver(position, Math.min(limit - position, frameLeft));
            if (length > 0) {
                position += length;
                return found(cursor, length);
            }
        }
        return advance(cursor);
    }

    private boolean found(RecordCursor cursor, int length) {
        frameLeft -= length;
        last = cursor.isLast();
        if (last && frameLeft > 0) {
            throw new ProtocolViolationException(frameLeft + " bytes follow the last message in its frame");
        }
        return true;
    }

    private boolean advance(RecordCursor cursor) {
        if (last) {
            return endOfStream();
        }
        while (frameLeft == 0) {
            if (!gather(FrameHeader.SIZE)) {
                return false;
            }
            frameLeft = FrameHeader.dataLength(RawMemory.getLongBE(unit()));
            takeUnit(FrameHeader.SIZE);
            carried = 0;
            onFrame.run();
        }
        return readMessage(cursor);
    }

    private boolean endOfStream() {
        if (position < limit) {
            // Without their number, which depends on how the stream is cut into chunks.
            throw new ProtocolViolationException("bytes follow the end of a stream");
        }
        return false;
    }

    private boolean readMessage(RecordCursor cursor) {
        cursor.start(unit());
        while (true) {
            long available = Math.min(carried > 0 ? carried : limit - position, frameLeft);
            long needed = cursor.check(available);
            if (needed == 0) {
                break;
            }
            if (needed > frameLeft) {
                throw new ProtocolViolationException("a message of at least " + needed + " bytes does not fit in the "
                        + frameLeft + " bytes that its frame has left");
            }
            if (needed > largestRecord) {
                throw new MemoryLimitException("a record of at least " + needed + " bytes is larger than"
                        + " readerMemoryLimit, " + largestRecord + " bytes. Raise it, or select fewer bins");
            }
            if (!gather((int) needed)) {
                return false;
            }
            cursor.moveTo(unit());
        }
        recordInCarry = carried > 0;
        takeUnit(cursor.length());
        return found(cursor, cursor.length());
    }

    /** The address of the current header or message. */
    private long unit() {
        return carried > 0 && carry != null ? RawMemory.address(carry) : position;
    }

    private void takeUnit(int bytes) {
        if (carried == 0) {
            position += bytes;
        }
    }

    /**
     * Ensures that {@code bytes} bytes of the current header or message are contiguous.
     *
     * @return false if they have not arrived
     */
    private boolean gather(int bytes) {
        if (carried == 0 && limit - position >= bytes) {
            return true;
        }
        int missing = (int) Math.min(bytes - carried, limit - position);
        if (missing > 0) {
            ByteBuf target = carryOf(bytes);
            RawMemory.copy(position, RawMemory.address(target) + carried, missing);
            carried += missing;
            position += missing;
        }
        return carried >= bytes;
    }

    private ByteBuf carryOf(int bytes) {
        ByteBuf buffer = carry;
        if (buffer != null && buffer.capacity() >= bytes) {
            return buffer;
        }
        int capacity = Math.max(SMALLEST_CARRY, bytes);
        if (buffer == null) {
            buffer = PooledByteBufAllocator.DEFAULT.directBuffer(capacity);
        } else {
            buffer.writerIndex(carried);
            buffer.capacity(Math.max(capacity, (int) Math.min(2L * buffer.capacity(), MessageLayout.MAX_FRAME_BODY)));
        }
        carry = buffer;
        return buffer;
    }

    private void dropCarriedRecord() {
        if (!recordInCarry) {
            return;
        }
        recordInCarry = false;
        carried = 0;
        ByteBuf found = carry;
        carry = otherCarry;
        otherCarry = found;
        if (carryIsKept && found != null) {
            kept.add(found);
            keptBytes += found.capacity();
            otherCarry = null;
        }
        carryIsKept = false;
    }

    private void dropChunk() {
        if (chunk == null) {
            return;
        }
        if (chunkIsKept) {
            kept.add(chunk);
            keptBytes += chunk.readableBytes();
        } else {
            chunk.release();
        }
        chunk = null;
        chunkIsKept = false;
        position = 0;
        limit = 0;
    }

    /** Releases all memory; records become invalid. */
    @Override
    public void close() {
        dropChunk();
        kept.forEach(ByteBuf::release);
        kept.clear();
        keptBytes = 0;
        release(carry);
        release(otherCarry);
        carry = null;
        otherCarry = null;
        carried = 0;
    }

    private static void release(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
    }
}

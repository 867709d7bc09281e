package io.aeroarrow.protocol;

import io.aeroarrow.model.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records in a stream of chunks that are cut anywhere. A record within one chunk is read where it lies; only
 * one that crosses chunks is put together in a buffer of its own.
 *
 * <p>Offer a chunk, then call {@link #next()} until it is false, then offer the next chunk. One thread at a time.
 */
public final class RecordDecoder implements AutoCloseable {

    private static final int SMALLEST_CARRY = 4096;

    private final RecordCursor record = new RecordCursor();
    private final List<ByteBuf> kept = new ArrayList<>();

    private @Nullable ByteBuf chunk;
    private boolean chunkIsKept;
    private long position;
    private long limit;

    /** Takes up a frame header or record that starts in one chunk and ends in a later one. */
    private @Nullable ByteBuf carry;

    private int carried;
    private boolean recordInCarry;
    private boolean carryIsKept;

    private long frameLeft;
    private boolean recordStarted;
    private boolean last;

    /** The message that {@link #next()} went to; valid until that is called again, unless it is {@linkplain #keep() kept}. */
    public RecordCursor record() {
        return record;
    }

    /** Leaves the bytes of the message that {@link #next()} went to where they are until {@link #close()}. */
    public void keep() {
        if (recordInCarry) {
            carryIsKept = true;
        } else {
            chunkIsKept = true;
        }
    }

    /** Whether the message that ends the stream has been read. */
    public boolean ended() {
        return last;
    }

    /** Whether bytes of the chunk are left, which {@link #next()} will look at. */
    public boolean hasBytes() {
        return position < limit;
    }

    /** Takes over the next chunk. The one before must be used up, that is, {@link #next()} must have been false. */
    public void offer(ByteBuf next) {
        if (position < limit) {
            next.release();
            throw new IllegalStateException("the chunk before has " + (limit - position) + " bytes left");
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

    /**
     * Goes to the next message.
     *
     * @return false if its end has not arrived yet, or if the stream has ended
     * @throws ProtocolViolationException if the bytes are no response to a query or batch
     */
    public boolean next() {
        boolean found = advance();
        if (!found) {
            // All of it has been read or is carried on: whoever lent the memory can use it again.
            dropChunk();
        }
        return found;
    }

    private boolean advance() {
        dropCarriedRecord();
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
        }
        if (!readMessage()) {
            return false;
        }
        last = record.isLast();
        if (last && frameLeft > 0) {
            throw new ProtocolViolationException(frameLeft + " bytes follow the last message of a stream in its frame");
        }
        return true;
    }

    private boolean endOfStream() {
        if (position < limit) {
            throw new ProtocolViolationException((limit - position) + " bytes follow the end of a stream");
        }
        return false;
    }

    private boolean readMessage() {
        if (!recordStarted) {
            record.start(unit());
            recordStarted = true;
        }
        while (true) {
            long available = Math.min(carried > 0 ? carried : limit - position, frameLeft);
            record.moveTo(unit());
            long needed = record.check(available);
            if (needed == 0) {
                break;
            }
            if (needed > frameLeft) {
                throw new ProtocolViolationException("a message of at least " + needed + " bytes does not fit in the "
                        + frameLeft + " bytes that its frame has left");
            }
            if (!gather((int) needed)) {
                return false;
            }
        }
        recordStarted = false;
        recordInCarry = carried > 0;
        frameLeft -= record.length();
        takeUnit(record.length());
        return true;
    }

    /** Where the current header or message starts. */
    private long unit() {
        return carried > 0 && carry != null ? RawMemory.address(carry) : position;
    }

    private void takeUnit(int bytes) {
        if (carried == 0) {
            position += bytes;
        }
    }

    /** Sees that so many bytes of the current header or message lie in one piece; false if they have not arrived. */
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
            buffer.capacity(Math.max(capacity, (int) Math.min(2L * buffer.capacity(), Message.MAX_FRAME_BODY)));
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
        if (carryIsKept && carry != null) {
            kept.add(carry);
            carry = null;
        }
        carryIsKept = false;
    }

    private void dropChunk() {
        if (chunk == null) {
            return;
        }
        if (chunkIsKept) {
            kept.add(chunk);
        } else {
            chunk.release();
        }
        chunk = null;
        chunkIsKept = false;
        position = 0;
        limit = 0;
    }

    /** Gives back all memory; records are no longer valid. */
    @Override
    public void close() {
        dropChunk();
        kept.forEach(ByteBuf::release);
        kept.clear();
        if (carry != null) {
            carry.release();
            carry = null;
            carried = 0;
        }
    }
}

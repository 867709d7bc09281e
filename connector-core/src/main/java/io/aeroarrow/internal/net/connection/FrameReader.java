package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.message.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads an answer that is one frame. */
public final class FrameReader implements AnswerReader, AutoCloseable {

    private static final MemoryBudget UNCOUNTED = MemoryBudget.unlimited();

    private final LongUnaryOperator bodyLength;
    private final MemoryBudget memory;
    /** The bytes that the budget counts. It counts only answers that take several chunks. */
    private long counted;

    private @Nullable ByteBuf frame;
    private long wanted = FrameHeader.SIZE;
    private boolean headerRead;

    /**
     * Creates a reader of a small answer.
     *
     * @param bodyLength reads the length of the answer's body from its header
     */
    public FrameReader(LongUnaryOperator bodyLength) {
        this(bodyLength, UNCOUNTED);
    }

    /**
     * @param bodyLength reads the length of the answer's body from its header
     * @param memory counts large answers
     */
    public FrameReader(LongUnaryOperator bodyLength, MemoryBudget memory) {
        this.bodyLength = bodyLength;
        this.memory = memory;
    }

    @Override
    public boolean read(ByteBuf bytes) {
        ByteBuf all = add(bytes);
        if (!headerRead && all.readableBytes() >= FrameHeader.SIZE) {
            wanted += bodyLength.applyAsLong(all.getLong(all.readerIndex()));
            headerRead = true;
        }
        return headerRead && all.readableBytes() >= wanted;
    }

    @Override
    public boolean hasStrayBytes() {
        return strayBytes() > 0;
    }

    private long strayBytes() {
        return frame == null || !headerRead ? 0 : frame.readableBytes() - wanted;
    }

    /**
     * Checks that no bytes follow the answer.
     *
     * @throws ProtocolViolationException if bytes follow it
     */
    void requireEnd() {
        if (hasStrayBytes()) {
            throw new ProtocolViolationException(strayBytes() + " bytes follow the answer");
        }
    }

    private ByteBuf add(ByteBuf bytes) {
        ByteBuf before = frame;
        if (before == null) {
            // Nearly always, the first chunk holds the whole frame.
            frame = bytes;
            return bytes;
        }
        ByteBuf all = before;
        if (all.writableBytes() < bytes.readableBytes()) {
            long size = Math.max(wanted, (long) all.readableBytes() + bytes.readableBytes());
            all = PooledByteBufAllocator.DEFAULT
                    .directBuffer((int) size)
                    .writeBytes(before, before.readerIndex(), before.readableBytes());
            before.release();
            frame = all;
            count(all.capacity());
        }
        all.writeBytes(bytes);
        bytes.release();
        return all;
    }

    private void count(long bytes) {
        if (bytes != counted) {
            memory.change(bytes - counted);
            counted = bytes;
        }
    }

    /** The body of a complete answer; valid until {@link #close}. */
    public ByteBuf body() {
        ByteBuf all = frame;
        if (all == null || !headerRead) {
            throw new IllegalStateException("the answer is not complete");
        }
        return all.slice(all.readerIndex() + FrameHeader.SIZE, (int) wanted - FrameHeader.SIZE);
    }

    @Override
    public void close() {
        if (frame != null) {
            frame.release();
            frame = null;
            count(0);
        }
    }
}

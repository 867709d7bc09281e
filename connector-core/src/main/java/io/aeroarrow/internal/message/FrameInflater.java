package io.aeroarrow.internal.message;

import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a stream of frames, of which some are compressed. Chunks have arbitrary boundaries before and after. Each
 * chunk is decompressed when it arrives: event loops do it, and a whole frame of 128 MiB would block their other
 * connections. This object can be dropped at any time. One thread at a time.
 */
public final class FrameInflater {

    /** Deflate reaches at most about 1,032 to 1: a frame that claims more is invalid. */
    private static final int MAX_RATIO = 1_040;

    private static final int LARGEST_FRAME = MessageLayout.FRAME_HEADER_SIZE + (int) MessageLayout.MAX_FRAME_BODY;
    /** The most bytes decompressed in one step. */
    private static final int STEP = 64 << 10;

    private final long limit;
    private final byte[] header = new byte[MessageLayout.FRAME_HEADER_SIZE];
    private int headerBytes;
    /** The bytes of an uncompressed frame that have not arrived. */
    private long clearLeft;
    /** The bytes of a compressed frame's body that have not arrived; 0 outside one. */
    private int bodyLeft;

    private int deflatedLength;
    /** Null until the size of a compressed frame has arrived, and outside one. */
    private @Nullable Inflater inflater;

    private long size;
    private long written;

    /**
     * @param limit the largest frame, in bytes
     */
    public FrameInflater(long limit) {
        this.limit = limit;
    }

    /**
     * Decompresses the next bytes.
     *
     * @param chunk ownership passes to this method
     * @return the bytes decodable so far, possibly none; owned by the caller
     * @throws ProtocolViolationException if a compressed frame is invalid
     * @throws MemoryLimitException if a compressed frame is too large
     */
    public ByteBuf inflate(ByteBuf chunk) {
        if (clearLeft >= chunk.readableBytes()) {
            clearLeft -= chunk.readableBytes();
            return chunk;
        }
        ByteBuf clear = PooledByteBufAllocator.DEFAULT.directBuffer(
                Math.max(MessageLayout.FRAME_HEADER_SIZE, chunk.readableBytes()));
        boolean done = false;
        try {
            while (chunk.isReadable()) {
                take(chunk, clear);
            }
            done = true;
            return clear;
        } finally {
            chunk.release();
            if (!done) {
                clear.release();
            }
        }
    }

    /**
     * Checks that the stream ends at a frame boundary.
     *
     * @throws ProtocolViolationException if part of another frame has arrived
     */
    public void requireEnd() {
        if (isInFrame()) {
            throw new ProtocolViolationException("part of a frame follows the end of the answer");
        }
    }

    /** Whether part of a frame has arrived. */
    public boolean isInFrame() {
        return clearLeft > 0 || headerBytes > 0 || bodyLeft > 0;
    }

    private void take(ByteBuf chunk, ByteBuf clear) {
        Inflater open = inflater;
        if (clearLeft > 0) {
            int length = (int) Math.min(clearLeft, chunk.readableBytes());
            clear.writeBytes(chunk, length);
            clearLeft -= length;
        } else if (open != null) {
            takeDeflated(chunk, open, clear);
        } else {
            // The header of a frame, or the size in front of a compressed one.
            int length = Math.min(header.length - headerBytes, chunk.readableBytes());
            chunk.readBytes(header, headerBytes, length);
            headerBytes += length;
            if (headerBytes == header.length) {
                headerBytes = 0;
                if (bodyLeft > 0) {
                    startInflating();
                } else {
                    startFrame(clear);
                }
            }
        }
    }

    private void startFrame(ByteBuf clear) {
        if (header[1] != MessageLayout.TYPE_COMPRESSED) {
            // The reader of the frame checks everything but the length, which is needed here.
            clearLeft = ByteBuffer.wrap(header).getLong() & FrameHeader.LENGTH_MASK;
            clear.writeBytes(header);
            return;
        }
        int bodyLength =
                (int) FrameHeader.compressedLength(ByteBuffer.wrap(header).getLong());
        if (bodyLength <= Long.BYTES) {
            throw new ProtocolViolationException("a compressed frame has a body of " + bodyLength + " bytes");
        }
        requireRoom(bodyLength);
        bodyLeft = bodyLength;
    }

    private void requireRoom(long bytes) {
        if (bytes > limit) {
            throw new MemoryLimitException(
                    "a compressed frame of " + bytes + " bytes is larger than readerMemoryLimit, " + limit
                            + " bytes. Raise it, or read fewer records or bins at a time");
        }
    }

    private void startInflating() {
        bodyLeft -= header.length;
        deflatedLength = bodyLeft;
        size = ByteBuffer.wrap(header).getLong();
        if (size <= MessageLayout.FRAME_HEADER_SIZE || size > LARGEST_FRAME || size > (long) bodyLeft * MAX_RATIO) {
            throw new ProtocolViolationException(
                    "a compressed frame of " + bodyLeft + " bytes announces a frame of " + size + " bytes");
        }
        requireRoom(size);
        written = 0;
        inflater = new Inflater();
    }

    private void takeDeflated(ByteBuf chunk, Inflater open, ByteBuf clear) {
        int length = Math.min(bodyLeft, chunk.readableBytes());
        boolean goesOn = false;
        try {
            open.setInput(chunk.nioBuffer(chunk.readerIndex(), length));
            inflate(open, clear);
            chunk.skipBytes(length);
            bodyLeft -= length;
            if (bodyLeft == 0 && !(open.finished() && written == size)) {
                throw wrongSize(String.valueOf(written));
            }
            goesOn = bodyLeft > 0;
        } catch (DataFormatException e) {
            throw new ProtocolViolationException("a compressed frame cannot be decompressed: " + e.getMessage(), e);
        } finally {
            if (!goesOn) {
                open.end();
                inflater = null;
            }
        }
    }

    private void inflate(Inflater open, ByteBuf clear) throws DataFormatException {
        int step = 1;
        while (step > 0 && written < size) {
            int room = (int) Math.min(STEP, size - written);
            clear.ensureWritable(room);
            step = open.inflate(clear.nioBuffer(clear.writerIndex(), room));
            clear.writerIndex(clear.writerIndex() + step);
            checkFrame(clear, step);
        }
        // The end of the stream follows the last byte.
        boolean more = written == size && !open.finished() && open.inflate(new byte[1]) > 0;
        if (more || (open.finished() && open.getRemaining() > 0)) {
            throw wrongSize(written == size ? "more" : String.valueOf(written));
        }
        if (open.needsDictionary()) {
            throw new DataFormatException("it needs a dictionary");
        }
    }

    private ProtocolViolationException wrongSize(String found) {
        return new ProtocolViolationException("a compressed frame of " + deflatedLength + " bytes announces " + size
                + " bytes and contains " + found);
    }

    /** Counts decompressed bytes, and checks the header of the frame that they make. */
    private void checkFrame(ByteBuf clear, int step) {
        for (int i = 0; i < step && written + i < header.length; i++) {
            header[(int) written + i] = clear.getByte(clear.writerIndex() - step + i);
        }
        boolean headerComplete = written < header.length && written + step >= header.length;
        written += step;
        if (headerComplete) {
            requireWhole(ByteBuffer.wrap(header).getLong());
        }
    }

    /** Checks that the content is exactly one data frame. */
    private void requireWhole(long frameHeader) {
        long inside = FrameHeader.dataLength(frameHeader);
        if (inside != size - MessageLayout.FRAME_HEADER_SIZE) {
            throw new ProtocolViolationException("a compressed frame holds " + (size - MessageLayout.FRAME_HEADER_SIZE)
                    + " bytes of a frame that announces " + inside);
        }
    }
}

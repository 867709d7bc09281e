package io.aeroarrow.internal.message;

import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a stream of frames, of which some are compressed. Chunks have arbitrary boundaries before and after. An
 * incomplete frame is kept on the heap, so that this object can be dropped at any time. One thread at a time.
 */
public final class FrameInflater {

    /** Deflate reaches at most about 1,032 to 1: a frame that claims more is invalid. */
    private static final int MAX_RATIO = 1_040;

    private static final int LARGEST_FRAME = MessageLayout.FRAME_HEADER_SIZE + (int) MessageLayout.MAX_FRAME_BODY;
    private static final int FIRST_ROOM = 64 << 10;

    private final long limit;
    private final byte[] header = new byte[MessageLayout.FRAME_HEADER_SIZE];
    private int headerBytes;
    /** The bytes of an uncompressed frame that have not arrived. */
    private long clearLeft;
    /** The bytes received of a compressed frame's body; null outside one. */
    private byte @Nullable [] body;

    private int bodyBytes;
    private int bodyLength;

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
        return clearLeft > 0 || headerBytes > 0 || body != null;
    }

    private void take(ByteBuf chunk, ByteBuf clear) {
        byte[] open = body;
        if (clearLeft > 0) {
            int length = (int) Math.min(clearLeft, chunk.readableBytes());
            clear.writeBytes(chunk, length);
            clearLeft -= length;
        } else if (open != null) {
            takeBody(chunk, open, clear);
        } else {
            int length = Math.min(header.length - headerBytes, chunk.readableBytes());
            chunk.readBytes(header, headerBytes, length);
            headerBytes += length;
            if (headerBytes == header.length) {
                headerBytes = 0;
                startFrame(clear);
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
        bodyLength = (int) FrameHeader.compressedLength(ByteBuffer.wrap(header).getLong());
        if (bodyLength <= Long.BYTES) {
            throw new ProtocolViolationException("a compressed frame has a body of " + bodyLength + " bytes");
        }
        requireRoom(bodyLength);
        body = new byte[Math.min(bodyLength, FIRST_ROOM)];
        bodyBytes = 0;
    }

    private void requireRoom(long bytes) {
        if (bytes > limit) {
            throw new MemoryLimitException(
                    "a compressed frame of " + bytes + " bytes is larger than readerMemoryLimit, " + limit
                            + " bytes. Raise it, or read fewer records or bins at a time");
        }
    }

    private void takeBody(ByteBuf chunk, byte[] open, ByteBuf clear) {
        byte[] room = open;
        int length = Math.min(bodyLength - bodyBytes, chunk.readableBytes());
        if (room.length < bodyBytes + length) {
            // Grows as bytes arrive, so that a false length cannot make it allocate much memory.
            room = Arrays.copyOf(room, (int) Math.min(bodyLength, Math.max(2L * room.length, bodyBytes + length)));
            body = room;
        }
        chunk.readBytes(room, bodyBytes, length);
        bodyBytes += length;
        if (bodyBytes == bodyLength) {
            body = null;
            writeInflated(room, clear);
        }
    }

    private void writeInflated(byte[] compressed, ByteBuf clear) {
        long size = ByteBuffer.wrap(compressed).getLong();
        int length = bodyLength - Long.BYTES;
        if (size <= MessageLayout.FRAME_HEADER_SIZE || size > LARGEST_FRAME || size > (long) length * MAX_RATIO) {
            throw new ProtocolViolationException(
                    "a compressed frame of " + length + " bytes announces a frame of " + size + " bytes");
        }
        requireRoom(size);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed, Long.BYTES, length);
            clear.ensureWritable((int) size);
            int written = inflater.inflate(clear.nioBuffer(clear.writerIndex(), (int) size));
            if (written != size || !isAtEnd(inflater)) {
                throw new ProtocolViolationException("a compressed frame announces " + size + " bytes and contains "
                        + (written == size ? "more" : String.valueOf(written)));
            }
            requireWhole(clear, (int) size);
            clear.writerIndex(clear.writerIndex() + written);
        } catch (DataFormatException e) {
            throw new ProtocolViolationException("a compressed frame cannot be decompressed: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static boolean isAtEnd(Inflater inflater) throws DataFormatException {
        // The inflater may need one more step to see the end of the stream.
        return (inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished()))
                && inflater.getRemaining() == 0;
    }

    /** Checks that the content is exactly one data frame. */
    private static void requireWhole(ByteBuf clear, int size) {
        long inside = FrameHeader.dataLength(clear.getLong(clear.writerIndex()));
        if (inside != size - MessageLayout.FRAME_HEADER_SIZE) {
            throw new ProtocolViolationException("a compressed frame holds " + (size - MessageLayout.FRAME_HEADER_SIZE)
                    + " bytes of a frame that announces " + inside);
        }
    }
}

package io.aeroarrow.internal.message;

import io.aeroarrow.error.ProtocolViolationException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of frames, some of which are compressed, into one of frames that are not. It is cut anywhere, before and
 * after. What it holds of a frame whose rest has not arrived is on the heap, so that it can be dropped at any time. One
 * thread at a time.
 */
public final class FrameInflater {

    /** Deflate cannot do better than about 1,032 to 1: a frame that claims more is none. */
    private static final int BEST_RATIO = 1_040;

    private static final int LARGEST_FRAME = MessageLayout.FRAME_HEADER_SIZE + (int) MessageLayout.MAX_FRAME_BODY;
    private static final int FIRST_ROOM = 64 << 10;

    private final byte[] header = new byte[MessageLayout.FRAME_HEADER_SIZE];
    private int headerBytes;
    /** How many bytes of a frame that is not compressed are still to come. */
    private long clearLeft;
    /** What has come of the body of a compressed frame; null outside one. */
    private byte @Nullable [] body;

    private int bodyBytes;
    private int bodyLength;

    /**
     * Takes up the next bytes.
     *
     * @param chunk passes to this
     * @return as much as can be told, perhaps nothing; owned by the caller
     * @throws ProtocolViolationException if a compressed frame is broken
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
     * Sees that nothing has come behind the frames that have been given.
     *
     * @throws ProtocolViolationException if there is a part of another frame
     */
    public void requireEnd() {
        if (clearLeft > 0 || headerBytes > 0 || body != null) {
            throw new ProtocolViolationException("a part of a frame follows the end of an answer");
        }
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
            // Whoever reads it checks all but the length, which this one needs.
            clearLeft = ByteBuffer.wrap(header).getLong() & FrameHeader.LENGTH_MASK;
            clear.writeBytes(header);
            return;
        }
        bodyLength = (int) FrameHeader.compressedLength(ByteBuffer.wrap(header).getLong());
        if (bodyLength <= Long.BYTES) {
            throw new ProtocolViolationException("a compressed frame has a body of " + bodyLength + " bytes");
        }
        body = new byte[Math.min(bodyLength, FIRST_ROOM)];
        bodyBytes = 0;
    }

    private void takeBody(ByteBuf chunk, byte[] open, ByteBuf clear) {
        byte[] room = open;
        int length = Math.min(bodyLength - bodyBytes, chunk.readableBytes());
        if (room.length < bodyBytes + length) {
            // As it arrives: nobody makes this take much memory by promising much.
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
        if (size <= MessageLayout.FRAME_HEADER_SIZE || size > LARGEST_FRAME || size > (long) length * BEST_RATIO) {
            throw new ProtocolViolationException(
                    "a compressed frame of " + length + " bytes says that it holds one of " + size);
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(compressed, Long.BYTES, length);
            clear.ensureWritable((int) size);
            int written = inflater.inflate(clear.nioBuffer(clear.writerIndex(), (int) size));
            if (written != size || !isAtEnd(inflater)) {
                throw new ProtocolViolationException("a compressed frame says that it holds one of " + size
                        + " bytes, and holds " + (written == size ? "more" : String.valueOf(written)));
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
        // The end of the stream may take one more step to be seen.
        return (inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished()))
                && inflater.getRemaining() == 0;
    }

    /** What is inside must be one data frame, neither less nor more. */
    private static void requireWhole(ByteBuf clear, int size) {
        long inside = FrameHeader.dataLength(clear.getLong(clear.writerIndex()));
        if (inside != size - MessageLayout.FRAME_HEADER_SIZE) {
            throw new ProtocolViolationException("a compressed frame holds " + (size - MessageLayout.FRAME_HEADER_SIZE)
                    + " bytes of a frame that says it has " + inside);
        }
    }
}

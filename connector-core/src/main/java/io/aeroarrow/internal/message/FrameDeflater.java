package io.aeroarrow.internal.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Marks requests to ask for compressed answers, and compresses requests where that pays. */
public final class FrameDeflater {

    /** Smaller frames are not compressed. */
    private static final int THRESHOLD = 128;

    private static final int INFO1 = MessageLayout.FRAME_HEADER_SIZE + MessageLayout.INFO1_OFFSET;
    private static final int INFO2 = INFO1 + 1;
    private static final int FIELDS = MessageLayout.FRAME_HEADER_SIZE + MessageLayout.FIELDS_OFFSET;
    private static final int FIRST_FIELD = MessageLayout.FRAME_HEADER_SIZE + MessageLayout.HEADER_SIZE;

    private FrameDeflater() {}

    /**
     * Prepares a request. Other frames than data frames, such as info, are unchanged.
     *
     * @param frame a whole frame; ownership passes to this method
     * @return the frame to send, owned by the caller
     */
    public static ByteBuf prepare(ByteBuf frame) {
        int start = frame.readerIndex();
        if (frame.getByte(start + 1) != MessageLayout.TYPE_DATA) {
            return frame;
        }
        int info1 = frame.getByte(start + INFO1);
        if (info1 != 0) {
            frame.setByte(start + INFO1, info1 | MessageLayout.INFO1_COMPRESS_ANSWER);
        }
        return frame.readableBytes() > THRESHOLD && isCompressible(frame, start) ? deflate(frame) : frame;
    }

    /** Whether the frame is a batch or a write of a single record. Queries are sent uncompressed. */
    private static boolean isCompressible(ByteBuf frame, int start) {
        if ((frame.getByte(start + INFO1) & MessageLayout.INFO1_BATCH) != 0) {
            return true;
        }
        if ((frame.getByte(start + INFO2) & MessageLayout.INFO2_WRITE) == 0) {
            return false;
        }
        int field = start + FIRST_FIELD;
        for (int left = frame.getUnsignedShort(start + FIELDS); left > 0; left--) {
            if (frame.getByte(field + Integer.BYTES) == FieldType.DIGEST) {
                return true;
            }
            field += Integer.BYTES + frame.getInt(field);
        }
        return false;
    }

    private static ByteBuf deflate(ByteBuf frame) {
        int size = frame.readableBytes();
        ByteBuf compressed =
                PooledByteBufAllocator.DEFAULT.directBuffer(MessageLayout.FRAME_HEADER_SIZE + Long.BYTES + size);
        compressed.writeLong(0).writeLong(size);
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(frame.nioBuffer());
            deflater.finish();
            int offset = compressed.writerIndex();
            ByteBuffer target = compressed.nioBuffer(offset, compressed.writableBytes());
            int length = deflater.deflate(target);
            if (!deflater.finished() || offset + length >= size) {
                compressed.release();
                return frame;
            }
            compressed.writerIndex(offset + length);
        } finally {
            deflater.end();
        }
        frame.release();
        int body = compressed.readableBytes() - MessageLayout.FRAME_HEADER_SIZE;
        compressed.setLong(0, FrameHeader.encode(MessageLayout.TYPE_COMPRESSED, body));
        return compressed;
    }
}

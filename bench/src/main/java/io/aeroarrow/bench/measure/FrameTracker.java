package io.aeroarrow.bench.measure;

import io.netty.buffer.ByteBuf;

/** Follows frame boundaries. Decodes only the length and the last message of each frame. */
final class FrameTracker {

    private static final int MESSAGE = RecordLayout.MESSAGE_HEADER;
    private static final int LAST = 1;
    /** The two counts of the message header: fields and operations. */
    private static final int COUNTS = RecordLayout.FIELD_COUNT;

    private long bytes;
    private long header;
    private int headerBytes;
    private long bodyLeft;
    /** The last bytes of a frame. At the end of the stream they are a separate message. */
    private final byte[] tail = new byte[MESSAGE];

    private boolean last;

    long bytes() {
        return bytes;
    }

    boolean sawLast() {
        return last;
    }

    void accept(ByteBuf chunk) {
        bytes += chunk.readableBytes();
        int at = chunk.readerIndex();
        int end = chunk.writerIndex();
        while (at < end) {
            at = bodyLeft == 0 ? acceptHeader(chunk, at) : acceptBody(chunk, at, end);
        }
    }

    private int acceptHeader(ByteBuf chunk, int at) {
        header = header << Byte.SIZE | chunk.getUnsignedByte(at);
        headerBytes++;
        if (headerBytes == RecordLayout.FRAME_HEADER) {
            bodyLeft = header & RecordLayout.LENGTH_MASK;
            headerBytes = 0;
            header = 0;
        }
        return at + 1;
    }

    private int acceptBody(ByteBuf chunk, int at, int end) {
        int taken = (int) Math.min(bodyLeft, end - at);
        for (long left = Math.min(bodyLeft, MESSAGE); left > bodyLeft - taken; left--) {
            tail[MESSAGE - (int) left] = chunk.getByte(at + (int) (bodyLeft - left));
        }
        bodyLeft -= taken;
        if (bodyLeft == 0) {
            last = tail[0] == MESSAGE && (tail[RecordLayout.INFO3] & LAST) != 0 && isEmptyMessage();
        }
        return at + taken;
    }

    /** Returns whether the message has neither fields nor operations. The end of a record never matches. */
    private boolean isEmptyMessage() {
        return tail[COUNTS] == 0 && tail[COUNTS + 1] == 0 && tail[COUNTS + 2] == 0 && tail[COUNTS + 3] == 0;
    }
}

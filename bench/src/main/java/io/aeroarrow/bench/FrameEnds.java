package io.aeroarrow.bench;

import io.netty.buffer.ByteBuf;

/** Goes from frame to frame, and looks at nothing but each one's length and last message. */
final class FrameEnds {

    private static final int FRAME_HEADER = 8;
    private static final int MESSAGE = 22;
    private static final int INFO3 = 3;
    private static final int LAST = 1;
    private static final int COUNTS = 18;
    private static final long LENGTH_MASK = 0xffff_ffff_ffffL;

    private long bytes;
    private long header;
    private int headerBytes;
    private long bodyLeft;
    /** The last bytes of a frame, which are a message of their own where the stream ends. */
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
        if (headerBytes == FRAME_HEADER) {
            bodyLeft = header & LENGTH_MASK;
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
            last = tail[0] == MESSAGE && (tail[INFO3] & LAST) != 0 && holdsNothing();
        }
        return at + taken;
    }

    /** Whether the message has neither fields nor ops: no end of a record looks like that. */
    private boolean holdsNothing() {
        return tail[COUNTS] == 0 && tail[COUNTS + 1] == 0 && tail[COUNTS + 2] == 0 && tail[COUNTS + 3] == 0;
    }
}

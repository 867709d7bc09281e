package io.aeroarrow.embedded.internal.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The frames of an answer that may be larger than memory: asked for one at a time, when the socket takes more. */
public abstract class FrameSource implements AutoCloseable {
    /** The next frame, which then is the caller's; null after the last. */
    public final @Nullable ByteBuf next(ByteBufAllocator allocator) {
        if (isFinished()) {
            return null;
        }
        ByteBuf frame = allocator.directBuffer(firstCapacity());
        boolean written = false;
        try {
            FrameWriter.begin(frame);
            write(frame);
            FrameWriter.end(frame, FrameWriter.TYPE_MESSAGE);
            written = true;
            return frame;
        } finally {
            if (!written) {
                frame.release();
            }
        }
    }

    public abstract boolean isFinished();

    public abstract int firstCapacity();

    /** Appends the messages of the next frame. */
    public abstract void write(ByteBuf frame);

    /** How long to wait before the next frame is asked for. */
    public long pauseNanos() {
        return 0;
    }

    /** How long the client may refuse to read before its connection is dropped, 0 for ever. */
    public long stallMillis() {
        return 0;
    }

    /** The stream is over, or its connection is. */
    @Override
    public void close() {}
}

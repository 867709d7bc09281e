package io.aeroarrow.embedded.internal.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The frames of an answer. Each frame is created when the socket can take it, so an answer may be larger than memory. */
public abstract class FrameSource implements AutoCloseable {
    /** Returns the next frame, which the caller must release; null after the last. */
    public final @Nullable ByteBuf next(ByteBufAllocator allocator) {
        if (isFinished()) {
            return null;
        }
        ByteBuf frame = allocator.directBuffer(firstCapacity());
        ByteBuf untracked = FrameWriter.untracked(frame);
        boolean written = false;
        try {
            FrameWriter.begin(untracked);
            write(untracked);
            FrameWriter.end(untracked, FrameWriter.TYPE_MESSAGE);
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

    /** How long, in nanoseconds, to wait before the next frame. */
    public long pauseNanos() {
        return 0;
    }

    /** After how many milliseconds the connection of a client that does not read is closed; 0 for never. */
    public long stallMillis() {
        return 0;
    }

    /** Ends the answer, complete or not. */
    @Override
    public void close() {}
}

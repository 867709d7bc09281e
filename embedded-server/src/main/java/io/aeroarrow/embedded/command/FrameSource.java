package io.aeroarrow.embedded.command;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The frames of an answer that may be larger than memory: asked for one at a time, when the socket takes more. */
public interface FrameSource extends AutoCloseable {
    /** The next frame, null after the last. */
    @Nullable
    ByteBuf next(ByteBufAllocator allocator);

    /** How long to wait before the next frame is asked for. */
    default long pauseNanos() {
        return 0;
    }

    /** How long the client may refuse to read before its connection is dropped, 0 for ever. */
    long stallMillis();

    /** The stream is over, or its connection is. */
    @Override
    default void close() {}
}

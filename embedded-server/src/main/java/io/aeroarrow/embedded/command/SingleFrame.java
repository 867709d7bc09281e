package io.aeroarrow.embedded.command;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** An answer of one frame. */
final class SingleFrame extends FrameSource {
    private static final int FIRST_CAPACITY = 256;

    private final Consumer<ByteBuf> content;
    private boolean written;

    SingleFrame(Consumer<ByteBuf> content) {
        this.content = content;
    }

    @Override
    boolean isFinished() {
        return written;
    }

    @Override
    int firstCapacity() {
        return FIRST_CAPACITY;
    }

    @Override
    void write(ByteBuf frame) {
        content.accept(frame);
        written = true;
    }
}

package io.aeroarrow.embedded.internal.wire;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** An answer of one frame. */
public final class SingleFrameAnswer extends FrameSource {
    private static final int FIRST_CAPACITY = 256;

    private final Consumer<ByteBuf> content;
    private boolean written;

    public SingleFrameAnswer(Consumer<ByteBuf> content) {
        this.content = content;
    }

    @Override
    public boolean isFinished() {
        return written;
    }

    @Override
    public int firstCapacity() {
        return FIRST_CAPACITY;
    }

    @Override
    public void write(ByteBuf frame) {
        content.accept(frame);
        written = true;
    }
}

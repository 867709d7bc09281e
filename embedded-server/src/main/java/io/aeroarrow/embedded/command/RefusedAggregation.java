package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.ResultCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The answer to an aggregation with a UDF that is not registered, as none ever is here: a row that tells, and an error at the end. */
final class RefusedAggregation implements FrameSource {
    private static final int CAPACITY = 128;

    private int sent;

    @Override
    public @Nullable ByteBuf next(ByteBufAllocator allocator) {
        if (sent == 2) {
            return null;
        }
        ByteBuf frame = allocator.directBuffer(CAPACITY);
        Frames.begin(frame);
        if (sent++ == 0) {
            UdfFailure.write(new Reply(frame, 0));
        } else {
            Frames.endOfStream(frame, MessageBits.INFO3_LAST, ResultCode.UNKNOWN);
        }
        Frames.end(frame, Frames.TYPE_MESSAGE);
        return frame;
    }

    @Override
    public long stallMillis() {
        return 0;
    }
}

package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.ResultCode;
import io.netty.buffer.ByteBuf;

/** The answer to an aggregation with a UDF that is not registered, as none ever is here: a row that tells, and an error at the end. */
final class RefusedAggregation extends FrameSource {
    private static final int CAPACITY = 128;
    private static final int FRAMES = 2;

    private int written;

    @Override
    boolean isFinished() {
        return written == FRAMES;
    }

    @Override
    int firstCapacity() {
        return CAPACITY;
    }

    @Override
    void write(ByteBuf frame) {
        if (written++ == 0) {
            UdfFailure.write(new Reply(frame, 0));
        } else {
            Frames.endOfStream(frame, MessageBits.INFO3_LAST, ResultCode.UNKNOWN);
        }
    }
}

package io.aeroarrow.embedded.internal.query;

import io.aeroarrow.embedded.internal.record.RecordReply;
import io.aeroarrow.embedded.internal.record.UdfFailure;
import io.aeroarrow.embedded.internal.wire.FrameSource;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;

/** The answer to an aggregation, whose UDF is never registered: a FAILURE row and an error at the end. */
public final class RefusedAggregation extends FrameSource {
    private static final int CAPACITY = 128;
    private static final int FRAMES = 2;

    private int written;

    @Override
    public boolean isFinished() {
        return written == FRAMES;
    }

    @Override
    public int firstCapacity() {
        return CAPACITY;
    }

    @Override
    public void write(ByteBuf frame) {
        if (written++ == 0) {
            UdfFailure.write(new RecordReply(frame, 0));
        } else {
            FrameWriter.endOfStream(frame, InfoBits.INFO3_LAST, ServerResultCode.UNKNOWN);
        }
    }
}

package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.netty.buffer.ByteBuf;

/** Detects the last frame of an answer. */
final class AnswerEndDetector {
    private static final int HEADER_SIZE = 22;
    private static final int INFO3 = 3;
    private static final int RESULT = 5;
    private static final int FIELD_COUNT = 18;

    private AnswerEndDetector() {}

    static boolean isIn(ByteBuf frame, RequestType operation) {
        boolean single = operation != RequestType.BATCH && operation != RequestType.QUERY;
        return single || endsStream(FrameWriter.untracked(frame), operation);
    }

    private static boolean endsStream(ByteBuf frame, RequestType operation) {
        int at = frame.readerIndex() + FrameWriter.HEADER_SIZE;
        while (at + HEADER_SIZE <= frame.writerIndex()) {
            int info3 = frame.getByte(at + INFO3);
            boolean failed = frame.getByte(at + RESULT) != 0 && (info3 & InfoBits.INFO3_PARTITION_DONE) == 0;
            // A query that cannot start is answered with its error only, without the LAST bit.
            if ((info3 & InfoBits.INFO3_LAST) != 0 || (failed && operation == RequestType.QUERY)) {
                return true;
            }
            int parts = frame.getUnsignedShort(at + FIELD_COUNT) + frame.getUnsignedShort(at + FIELD_COUNT + 2);
            at += HEADER_SIZE;
            for (int i = 0; i < parts; i++) {
                at += Integer.BYTES + frame.getInt(at);
            }
        }
        return false;
    }
}

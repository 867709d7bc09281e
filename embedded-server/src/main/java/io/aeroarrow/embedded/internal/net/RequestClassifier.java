package io.aeroarrow.embedded.internal.net;

import io.aeroarrow.embedded.fault.RequestType;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import java.nio.ByteBuffer;

/** Determines a frame's request type without executing it. A malformed frame counts as a read. */
final class RequestClassifier {
    private static final int HEADER_SIZE = 22;
    private static final int INFO1 = 1;
    private static final int INFO2 = 2;
    private static final int FIELD_COUNT = 18;

    private RequestClassifier() {}

    static RequestType of(RequestFrame frame) {
        return switch (frame.type()) {
            case FrameWriter.TYPE_INFO -> RequestType.INFO;
            case FrameWriter.TYPE_ADMIN -> RequestType.ADMIN;
            default -> ofMessage(frame.body());
        };
    }

    private static RequestType ofMessage(byte[] body) {
        if (body.length < HEADER_SIZE) {
            return RequestType.READ;
        }
        if ((body[INFO1] & InfoBits.INFO1_BATCH) != 0) {
            return RequestType.BATCH;
        }
        if (!hasDigest(ByteBuffer.wrap(body))) {
            return RequestType.QUERY;
        }
        return (body[INFO2] & InfoBits.INFO2_WRITE) != 0 ? RequestType.WRITE : RequestType.READ;
    }

    private static boolean hasDigest(ByteBuffer message) {
        int fields = message.getShort(FIELD_COUNT) & 0xffff;
        long at = HEADER_SIZE;
        for (int i = 0; i < fields && at + 5 <= message.limit(); i++) {
            if (message.get((int) at + 4) == MessageFieldType.DIGEST) {
                return true;
            }
            at += 4 + (message.getInt((int) at) & 0xffff_ffffL);
        }
        return false;
    }
}

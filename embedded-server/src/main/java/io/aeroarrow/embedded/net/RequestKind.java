package io.aeroarrow.embedded.net;

import io.aeroarrow.embedded.fault.Operation;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.MessageBits;
import java.nio.ByteBuffer;

/** Tells what a frame asks for without executing it; a malformed one counts as a read. */
final class RequestKind {
    private static final int HEADER_SIZE = 22;
    private static final int INFO1 = 1;
    private static final int INFO2 = 2;
    private static final int FIELD_COUNT = 18;

    private RequestKind() {}

    static Operation of(Frame frame) {
        return switch (frame.type()) {
            case Frames.TYPE_INFO -> Operation.INFO;
            case Frames.TYPE_ADMIN -> Operation.ADMIN;
            default -> ofMessage(frame.body());
        };
    }

    private static Operation ofMessage(byte[] body) {
        if (body.length < HEADER_SIZE) {
            return Operation.READ;
        }
        if ((body[INFO1] & MessageBits.INFO1_BATCH) != 0) {
            return Operation.BATCH;
        }
        if (!hasDigest(ByteBuffer.wrap(body))) {
            return Operation.QUERY;
        }
        return (body[INFO2] & MessageBits.INFO2_WRITE) != 0 ? Operation.WRITE : Operation.READ;
    }

    private static boolean hasDigest(ByteBuffer message) {
        int fields = message.getShort(FIELD_COUNT) & 0xffff;
        long at = HEADER_SIZE;
        for (int i = 0; i < fields && at + 5 <= message.limit(); i++) {
            if (message.get((int) at + 4) == FieldType.DIGEST) {
                return true;
            }
            at += 4 + (message.getInt((int) at) & 0xffff_ffffL);
        }
        return false;
    }
}

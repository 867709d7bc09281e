package io.aeroarrow.protocol;

import io.aeroarrow.model.ProtocolViolationException;
import io.netty.buffer.ByteBuf;

/** Reads the answer to a single-record request that returns no bins. */
public final class SingleResponse {

    private SingleResponse() {}

    /**
     * The result code of the answer.
     *
     * @param body the whole frame's body; stays the caller's
     */
    public static int resultCode(ByteBuf body) {
        RecordCursor record = new RecordCursor();
        record.start(RawMemory.address(body));
        long needed = record.check(body.readableBytes());
        if (needed != 0 || record.length() != body.readableBytes()) {
            throw new ProtocolViolationException(
                    "an answer of " + body.readableBytes() + " bytes does not hold exactly one message");
        }
        return record.resultCode();
    }
}

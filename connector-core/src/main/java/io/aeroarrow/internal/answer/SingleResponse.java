package io.aeroarrow.internal.answer;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.netty.buffer.ByteBuf;

/** Reads the answer to a single-record request. */
public final class SingleResponse {

    private SingleResponse() {}

    /**
     * The message of the answer.
     *
     * @param body the body of the frame; stays owned by the caller, and must outlive the message
     */
    public static RecordCursor message(ByteBuf body) {
        RecordCursor record = new RecordCursor();
        record.start(RawMemory.address(body));
        long needed = record.check(body.readableBytes());
        if (needed != 0 || record.length() != body.readableBytes()) {
            throw new ProtocolViolationException(
                    "an answer of " + body.readableBytes() + " bytes does not hold exactly one message");
        }
        return record;
    }
}

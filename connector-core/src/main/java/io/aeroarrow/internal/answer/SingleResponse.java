package io.aeroarrow.internal.answer;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.bytes.RawMemory;
import io.netty.buffer.ByteBuf;

/** Reads the answer to a single-record request. */
public final class SingleResponse {

    private SingleResponse() {}

    /**
     * The message that is the answer.
     *
     * @param body the whole frame's body; stays the caller's, and the message is valid as long as it is
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

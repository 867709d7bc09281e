package io.aeroarrow.client;

import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.net.AnswerReader;
import io.aeroarrow.net.FrameReader;
import io.aeroarrow.protocol.FrameHeader;
import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RecordCursor;
import io.aeroarrow.protocol.SingleResponse;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** The answer about one record. It is checked while its connection can still be closed; values are decoded later. */
final class RecordAnswer implements AnswerReader, AutoCloseable {

    private final FrameReader frame = new FrameReader(FrameHeader::dataLength);
    private @Nullable RecordCursor message;

    @Override
    public boolean read(ByteBuf bytes) {
        if (!frame.read(bytes)) {
            return false;
        }
        RecordCursor found = SingleResponse.message(frame.body());
        while (found.nextOp()) {
            if (!Particle.isKnown(found.particle())) {
                throw new ProtocolViolationException("a bin has the unknown type " + found.particle());
            }
        }
        found.rewindOps();
        message = found;
        return true;
    }

    /** The answer; valid until it is closed. */
    RecordCursor message() {
        RecordCursor found = message;
        if (found == null) {
            throw new IllegalStateException("the answer is not complete");
        }
        return found;
    }

    @Override
    public void close() {
        frame.close();
    }
}

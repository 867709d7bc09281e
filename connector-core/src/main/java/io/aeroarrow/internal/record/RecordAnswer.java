package io.aeroarrow.internal.record;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.SingleResponse;
import io.aeroarrow.internal.message.FrameHeader;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.FrameReader;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request for one record. It is validated while an invalid answer can still close the connection;
 * values are decoded later.
 */
public final class RecordAnswer implements AnswerReader, AutoCloseable {

    private final FrameReader frame;
    private @Nullable RecordCursor message;

    /**
     * @param memory counts a large answer
     */
    public RecordAnswer(MemoryBudget memory) {
        frame = new FrameReader(FrameHeader::dataLength, memory);
    }

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

    @Override
    public boolean hasStrayBytes() {
        return frame.hasStrayBytes();
    }

    /** The message of a complete answer; valid until {@link #close}. */
    public RecordCursor message() {
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

package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;

/** Finds the end of an answer. It is called by event loops: it looks at lengths, and leaves values for later. */
public interface AnswerReader {

    /**
     * Takes up the next bytes.
     *
     * @param bytes are the reader's from now on
     * @return whether the answer is complete
     * @throws io.aeroarrow.error.AeroArrowException if it is none, or tells of an error
     */
    boolean read(ByteBuf bytes);
}

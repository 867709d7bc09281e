package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;

/** Finds the end of an answer. Event loops call it: it checks lengths and leaves values to be decoded later. */
public interface AnswerReader {

    /**
     * Reads the next bytes.
     *
     * @param bytes owned by the reader
     * @return whether the answer is complete
     * @throws io.aeroarrow.error.AeroArrowException if the bytes are not a valid answer, or report an error
     */
    boolean read(ByteBuf bytes);

    /**
     * Whether bytes follow the complete answer. The answer stays valid, but the connection must be closed: the next
     * exchange would read these bytes as its answer.
     */
    boolean hasStrayBytes();
}

package io.aeroarrow.internal.net.exchange;

import io.netty.buffer.ByteBuf;
import java.util.function.IntFunction;

/** Encodes a request once there is a connection for it. */
public interface RequestEncoder {

    /**
     * Encodes the frame.
     *
     * @param buffers supplies an empty buffer for a number of bytes; it need not grow
     * @return the frame, in a supplied buffer or another one, owned by the caller
     */
    ByteBuf encode(IntFunction<ByteBuf> buffers);
}

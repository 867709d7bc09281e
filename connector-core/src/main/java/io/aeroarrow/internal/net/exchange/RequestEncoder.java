package io.aeroarrow.internal.net.exchange;

import io.netty.buffer.ByteBuf;
import java.util.function.IntFunction;

/** Makes the frame of a request, once there is a connection for it. */
public interface RequestEncoder {

    /**
     * Makes the frame.
     *
     * @param buffers gives an empty buffer of so many bytes, which does not have to grow
     * @return the frame, in such a buffer or in another one, owned by the caller
     */
    ByteBuf encode(IntFunction<ByteBuf> buffers);
}

package io.aeroarrow.internal.arrow.check;

import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.memory.ArrowBuf;

/** Takes the addresses of Arrow's buffers, so that {@link RawMemory} can check accesses to them. */
public final class ArrowMemory {

    private ArrowMemory() {}

    /** Returns the address of a buffer's first byte. It is valid until the buffer is released. */
    public static long address(ArrowBuf buffer) {
        return RawMemory.declared(buffer.memoryAddress(), buffer.capacity());
    }
}

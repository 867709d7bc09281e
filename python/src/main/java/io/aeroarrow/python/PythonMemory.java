package io.aeroarrow.python;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory of all batches of this process, and empty structures of Arrow's C data interface. The memory belongs to no connection,
 * because Python may use a batch after the connection is closed.
 */
public final class PythonMemory {

    private static final BufferAllocator ROOT = new RootAllocator(Long.MAX_VALUE);

    private PythonMemory() {}

    static BufferAllocator allocator() {
        return ROOT;
    }

    /** {@return the number of bytes allocated for batches and not yet freed} */
    public static long allocatedBytes() {
        return ROOT.getAllocatedMemory();
    }
}

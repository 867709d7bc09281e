package io.aeroarrow.python;

import org.apache.arrow.c.ArrowArray;
import org.apache.arrow.c.ArrowArrayStream;
import org.apache.arrow.c.ArrowSchema;
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

    /** {@return an empty structure that the caller closes} */
    public static ArrowSchema newSchema() {
        return ArrowSchema.allocateNew(ROOT);
    }

    /** {@return an empty structure that the caller closes} */
    public static ArrowArray newArray() {
        return ArrowArray.allocateNew(ROOT);
    }

    /** {@return an empty structure that the caller closes} */
    public static ArrowArrayStream newStream() {
        return ArrowArrayStream.allocateNew(ROOT);
    }
}

package io.aeroarrow.arrow.read;

import io.aeroarrow.arrow.Scan;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** Reads the batches of a scan into one root, and counts them. {@link Scan#reader} returns one. Used by one thread. */
public abstract class ScanArrowReader extends ArrowReader {

    /**
     * Creates a reader.
     *
     * @param allocator holds the reader's vectors
     */
    protected ScanArrowReader(BufferAllocator allocator) {
        super(allocator);
    }

    /** {@return the counts up to the current batch} They stay available after the last batch and after an error. */
    public abstract ReadMetrics metrics();
}

package io.aeroarrow.arrow.read;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;

/** The batches of a scan, and what was counted on the way. */
public abstract class ScanArrowReader extends ArrowReader {

    public ScanArrowReader(BufferAllocator allocator) {
        super(allocator);
    }

    /** What has been read up to the current batch; may be asked for behind the last one, and after an error. */
    public abstract ReadMetrics metrics();
}

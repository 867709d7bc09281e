package io.aeroarrow.spark;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The off-heap memory of this data source in this JVM; each reader has a child of its own. */
final class SparkMemory {

    private static final BufferAllocator ROOT = new RootAllocator(Long.MAX_VALUE);

    private SparkMemory() {}

    static BufferAllocator allocator() {
        return ROOT;
    }
}

package io.aeroarrow.spark.internal.runtime;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The off-heap memory of the data source in this JVM. Each reader allocates from a child allocator. */
public final class SparkMemory {

    private static final BufferAllocator ROOT = new RootAllocator(Long.MAX_VALUE);

    private SparkMemory() {}

    public static BufferAllocator allocator() {
        return ROOT;
    }
}

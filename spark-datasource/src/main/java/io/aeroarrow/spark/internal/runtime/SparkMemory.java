package io.aeroarrow.spark.internal.runtime;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The off-heap memory of the data source's vectors in this JVM. Each reader allocates from a child allocator. */
public final class SparkMemory {

    /** The system property that sets the limit in MiB. All queries of a JVM share the limit, so no query can set it. */
    private static final String LIMIT = "aeroarrow.vectorMemory";

    private static final BufferAllocator ROOT =
            new RootAllocator(limit(Long.getLong(LIMIT, 0), Runtime.getRuntime().maxMemory()));

    private SparkMemory() {}

    public static BufferAllocator allocator() {
        return ROOT;
    }

    /**
     * The limit in bytes. By default half the largest heap, and at least 512 MiB: Spark sizes executors by their heap.
     *
     * @param mebibytes the value of the property; 0 or less if it is not set
     * @param heap the largest size of the heap in bytes
     */
    static long limit(long mebibytes, long heap) {
        return mebibytes > 0 ? mebibytes << 20 : Math.max(512L << 20, heap / 2);
    }
}

package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.error.MemoryLimitException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/** The off-heap memory of the data source's vectors in this JVM. Each reader allocates from a child allocator. */
public final class SparkMemory {

    /** The setting of the limit. All queries of a JVM share the limit, so no query can set it. */
    private static final String LIMIT = "spark.aeroarrow.vectorMemory";

    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final long LEAST_OF_HEAP = 512 << 20;

    private static @Nullable BufferAllocator root;

    private SparkMemory() {}

    /**
     * Returns the root of all vectors. Its limit is read from Spark's configuration once.
     *
     * @throws IllegalArgumentException if the setting is not a size
     */
    public static synchronized BufferAllocator allocator() {
        BufferAllocator existing = root;
        if (existing == null) {
            SparkEnv spark = SparkEnv.get();
            SparkConf settings = spark == null ? new SparkConf(false) : spark.conf();
            existing = new RootAllocator(limit(settings, Runtime.getRuntime().maxMemory()));
            root = existing;
        }
        return existing;
    }

    /**
     * The limit in bytes. By default half of the memory that a cluster manager grants an executor besides its heap, if
     * that is set: the other half stays for Spark, the JVM and the clients. Else half the largest heap, and at least 512
     * MiB: Spark sizes executors by their heap.
     *
     * @param heap the largest size of the heap in bytes
     */
    static long limit(SparkConf settings, long heap) {
        long given = settings.getSizeAsMb(LIMIT, "0") << 20;
        long overhead = settings.getSizeAsMb(OVERHEAD, "0") << 20;
        if (given > 0) {
            return given;
        }
        return overhead > 0 ? overhead / 2 : Math.max(LEAST_OF_HEAP, heap / 2);
    }

    /** The error of a task whose vectors did not fit. */
    public static MemoryLimitException exceeded(String table, OutOfMemoryException cause) {
        MemoryLimitException error = new MemoryLimitException("the vectors of '" + table
                + "' do not fit: the tasks of this executor use "
                + allocator().getAllocatedMemory() + " of " + allocator().getLimit() + " bytes, the limit " + LIMIT
                + ". Raise it, lower batchBytes or batchRows, or run fewer tasks at once");
        // Not as the cause: it cannot be serialized, and Spark would lose the error of the task.
        error.setStackTrace(cause.getStackTrace());
        return error;
    }
}

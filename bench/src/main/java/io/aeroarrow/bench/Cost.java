package io.aeroarrow.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What something cost this JVM.
 *
 * @param wallNanos the time that passed
 * @param cpuNanos the CPU time of all threads, those of the JVM included
 * @param heapBytes what the threads allocated on the heap
 */
public record Cost(long wallNanos, long cpuNanos, long heapBytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Something to measure. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public static Cost of(Work work) throws Exception {
        long heap = allocated();
        long cpu = PROCESS.getProcessCpuTime();
        long wall = System.nanoTime();
        work.run();
        return new Cost(System.nanoTime() - wall, PROCESS.getProcessCpuTime() - cpu, allocated() - heap);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** In the units that a reader compares, a record being the unit of work. */
    public String perRecord(long records) {
        return String.format(
                Locale.ROOT,
                "%.2f s wall, %.0f ns CPU and %.1f heap bytes per record",
                wallNanos / 1e9,
                (double) cpuNanos / records,
                (double) heapBytes / records);
    }
}

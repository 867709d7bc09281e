package io.aeroarrow.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The cost of a piece of work in this JVM.
 *
 * @param wallNanos elapsed time
 * @param cpuNanos CPU time of the process, including JVM threads
 * @param heapBytes bytes allocated on the heap by all threads
 */
public record Cost(long wallNanos, long cpuNanos, long heapBytes) {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Work to measure. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Runs the work and measures it. */
    public static Cost of(Work work) throws Exception {
        long heap = allocated();
        CpuClock.Reading cpu = CpuClock.read();
        long wall = System.nanoTime();
        work.run();
        long elapsed = System.nanoTime() - wall;
        return new Cost(elapsed, CpuClock.read().since(cpu), allocated() - heap);
    }

    private static long allocated() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Formats the elapsed time, and CPU time and heap bytes per record. */
    public String perRecord(long records) {
        return String.format(
                Locale.ROOT,
                "%.2f s wall, %.0f ns CPU and %.1f heap bytes per record",
                wallNanos / 1e9,
                (double) cpuNanos / records,
                (double) heapBytes / records);
    }
}

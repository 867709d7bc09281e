package io.aeroarrow.bench.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * CPU time of this process, including JVM threads. The JVM's own clock has steps of 10 ms; Linux counts the nanoseconds
 * of each thread.
 */
public final class CpuClock {

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Two steps of the JVM's clock. */
    private static final long COARSE_NANOS = 20_000_000;

    private CpuClock() {}

    /** The clocks at one moment. */
    public record Reading(long processNanos, Map<String, Long> threadNanos) {

        public Reading {
            threadNanos = Map.copyOf(threadNanos);
        }

        /** Returns the CPU time since an earlier reading, in nanoseconds. */
        public long since(Reading earlier) {
            long coarse = processNanos - earlier.processNanos;
            long fine = 0;
            for (Map.Entry<String, Long> thread : threadNanos.entrySet()) {
                fine += thread.getValue() - earlier.threadNanos.getOrDefault(thread.getKey(), 0L);
            }
            // The threads that have ended since are missing in the fine sum.
            return Math.abs(fine - coarse) <= COARSE_NANOS ? fine : coarse;
        }
    }

    /** Reads the clocks. */
    public static Reading read() {
        // Linux updates the clock of a thread when it stops running.
        LockSupport.parkNanos(1_000);
        return new Reading(PROCESS.getProcessCpuTime(), Files.isDirectory(THREADS) ? threads() : Map.of());
    }

    private static Map<String, Long> threads() {
        Map<String, Long> nanos = new HashMap<>();
        try (Stream<Path> folders = Files.list(THREADS)) {
            List<Path> threads = folders.toList();
            for (Path thread : threads) {
                put(nanos, thread);
            }
        } catch (IOException e) {
            // Without this file the JVM's clock is the one that counts.
            return Map.of();
        }
        return nanos;
    }

    private static void put(Map<String, Long> nanos, Path thread) {
        try {
            String first = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            nanos.put(thread.getFileName().toString(), Long.valueOf(first));
        } catch (IOException e) {
            // The thread has ended, and its file with it.
        }
    }
}

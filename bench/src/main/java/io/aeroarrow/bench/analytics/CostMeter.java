package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.bench.report.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the cost of work on many records. */
final class CostMeter {

    private static final int MAX_RUNS = 50;
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final double MEBIBYTE = 1L << 20;

    /** Large records need fewer runs. */
    private static final long ENOUGH_BYTES = 100_000_000;

    private final int enoughRecords;

    /**
     * Creates a meter.
     *
     * @param enoughRecords minimum records per measurement; short work is repeated, so that what the measurement itself
     *     costs does not count
     */
    CostMeter(int enoughRecords) {
        this.enoughRecords = enoughRecords;
    }

    /** Work that returns its peak of off-heap memory, in bytes. */
    @FunctionalInterface
    interface Work {
        long run() throws Exception;
    }

    /**
     * Measures the work.
     *
     * @param records records of one run
     * @param wireBytes bytes of one answer, as a drain counts them; 0 if unknown
     */
    Map<Metric, Double> measure(int records, long wireBytes, Work work) throws Exception {
        int byRecords = Math.min(MAX_RUNS, enoughRecords / records);
        long byBytes = wireBytes == 0 ? MAX_RUNS : ENOUGH_BYTES / wireBytes;
        int runs = (int) Math.max(1, Math.min(byRecords, byBytes));
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long[] offHeap = new long[1];
        Cost cost = Cost.of(() -> {
            for (int i = 0; i < runs; i++) {
                offHeap[0] = Math.max(offHeap[0], work.run());
            }
        });
        double seconds = cost.wallNanos() / NANOS / runs;
        double moved = (double) records * runs;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        Map<Metric, Double> figures = new EnumMap<>(Metric.class);
        figures.put(Metric.WALL, seconds);
        figures.put(Metric.CPU, cost.cpuNanos() / moved);
        figures.put(Metric.HEAP, cost.heapBytes() / moved);
        figures.put(Metric.PEAK, (peak + offHeap[0]) / MEBIBYTE);
        if (wireBytes > 0) {
            figures.put(Metric.RATE, wireBytes / MEGA / seconds);
        }
        return figures;
    }
}

package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.Cost;
import io.aeroarrow.bench.report.Metric;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What work on many records costs. */
final class Meter {

    private static final int MOST_RUNS = 50;
    private static final double NANOS = 1e9;
    private static final double MEGA = 1e6;
    private static final double MEBIBYTE = 1L << 20;

    private final int enoughRecords;

    /**
     * Measures so many records in a turn, or more.
     *
     * @param enoughRecords what is quick is repeated up to that, as the system counts CPU time in ticks of 10 ms
     */
    Meter(int enoughRecords) {
        this.enoughRecords = enoughRecords;
    }

    /** Work that tells the most memory that it had outside of the heap, in bytes. */
    @FunctionalInterface
    interface Work {
        long run() throws Exception;
    }

    /**
     * Measures.
     *
     * @param records of one run
     * @param wireBytes that come, as the drain counts them; 0 if that is not known
     */
    Map<Metric, Double> measure(int records, long wireBytes, Work work) throws Exception {
        int runs = Math.max(1, Math.min(MOST_RUNS, enoughRecords / records));
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long[] outside = new long[1];
        Cost cost = Cost.of(() -> {
            for (int i = 0; i < runs; i++) {
                outside[0] = Math.max(outside[0], work.run());
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
        figures.put(Metric.PEAK, (peak + outside[0]) / MEBIBYTE);
        if (wireBytes > 0) {
            figures.put(Metric.RATE, wireBytes / MEGA / seconds);
        }
        return figures;
    }
}

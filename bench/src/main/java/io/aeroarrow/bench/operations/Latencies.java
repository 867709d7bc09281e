package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Metric;
import java.util.Arrays;
import java.util.Map;

/** A round's figures from the times of its calls. */
final class Latencies {

    private static final double NANOS = 1e9;
    private static final double NANOS_OF_MICRO = 1e3;

    private Latencies() {}

    /**
     * The figures.
     *
     * @param nanos of each call
     * @param recordsOfCall throughput and CPU time are counted by record, latencies by call
     */
    static Map<Metric, Double> figures(long[] nanos, long wallNanos, long cpuNanos, int recordsOfCall) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        double records = (double) sorted.length * recordsOfCall;
        return Map.of(
                Metric.THROUGHPUT, records * NANOS / wallNanos,
                Metric.AVERAGE, Arrays.stream(sorted).average().orElseThrow() / NANOS_OF_MICRO,
                Metric.P50, rank(sorted, 0.5) / NANOS_OF_MICRO,
                Metric.P99, rank(sorted, 0.99) / NANOS_OF_MICRO,
                Metric.CPU, cpuNanos / records);
    }

    /** By the nearest rank: the least time that so large a part of the calls did not exceed. */
    private static long rank(long[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}

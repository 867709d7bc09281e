package io.aeroarrow.bench.operations;

import io.aeroarrow.bench.report.Metric;
import java.util.Arrays;
import java.util.Map;

/** Calculates the figures of a round from the latencies of its calls. */
final class RoundFigures {

    private static final double NANOS = 1e9;
    private static final double NANOS_OF_MICRO = 1e3;

    private RoundFigures() {}

    /**
     * Calculates the figures. Latencies are per call; throughput and CPU time are per record.
     *
     * @param nanos latency of each call
     * @param recordsOfCall records per call
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

    /** Returns a percentile by the nearest-rank method. */
    private static long rank(long[] sorted, double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }
}

package io.aeroarrow.bench.operations;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What one run took.
 *
 * @param perSecond operations in a second
 * @param p50 the median latency in nanoseconds
 * @param p99 the latency in nanoseconds that one of a hundred exceeds
 * @param cpuNanos what the process's threads worked for each operation
 */
record Timing(double perSecond, long p50, long p99, double cpuNanos) {

    static Timing of(long[] latencies, long wallNanos, long cpuNanos) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        return new Timing(
                sorted.length * 1e9 / wallNanos,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.99)],
                (double) cpuNanos / sorted.length);
    }

    /** The middle of each figure over several runs. */
    static Timing median(List<Timing> runs) {
        return new Timing(
                middle(runs, Comparator.comparing(Timing::perSecond)).perSecond(),
                middle(runs, Comparator.comparing(Timing::p50)).p50(),
                middle(runs, Comparator.comparing(Timing::p99)).p99(),
                middle(runs, Comparator.comparing(Timing::cpuNanos)).cpuNanos());
    }

    private static Timing middle(List<Timing> runs, Comparator<Timing> order) {
        return runs.stream().sorted(order).toList().get(runs.size() / 2);
    }
}

package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.report.ContestantKind;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import java.util.List;
import java.util.Locale;

/** Describes how the cost of a scan grows with the set. */
final class GrowthSummary {

    private GrowthSummary() {}

    /** Compares the figures of the smallest set and the largest set, in words. */
    static String describe(List<Result> results, List<Integer> sizes) {
        List<Result> ours = results.stream()
                .filter(result -> result.contestant().kind() == ContestantKind.OURS)
                .toList();
        Result least = ours.get(0);
        Result most = ours.get(ours.size() - 1);
        double times = (double) sizes.get(sizes.size() - 1) / sizes.get(0);
        return String.format(
                Locale.ROOT,
                "Scans of sets of 3 bins. From the smallest set to the largest, the number of records grows by a factor of "
                        + "%.0f, AeroArrow's time by %.1f, its CPU time per record by %.2f, and its peak memory by %.2f. The "
                        + "batch size does not depend on the size of the set.",
                times,
                most.median(Metric.WALL) / least.median(Metric.WALL),
                most.median(Metric.CPU) / least.median(Metric.CPU),
                most.median(Metric.PEAK) / least.median(Metric.PEAK));
    }
}

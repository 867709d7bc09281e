package io.aeroarrow.bench.analytics;

import io.aeroarrow.bench.report.Kind;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import java.util.List;
import java.util.Locale;

/** How the cost of a scan grows with the set. */
final class Growth {

    private Growth() {}

    /** In words; worked out from the figures of the smallest set and the largest. */
    static String tell(List<Result> results, List<Integer> sizes) {
        List<Result> ours = results.stream()
                .filter(result -> result.contestant().kind() == Kind.OURS)
                .toList();
        Result least = ours.get(0);
        Result most = ours.get(ours.size() - 1);
        double times = (double) sizes.get(sizes.size() - 1) / sizes.get(0);
        return String.format(
                Locale.ROOT,
                "Scans of sets of 3 bins. From the smallest set to the largest, AeroArrow's records become %.0f times as "
                        + "many, its time %.1f times, its CPU time per record %.2f times, and its peak memory %.2f times as "
                        + "much: batches are of one size, whatever the set's.",
                times,
                most.median(Metric.WALL) / least.median(Metric.WALL),
                most.median(Metric.CPU) / least.median(Metric.CPU),
                most.median(Metric.PEAK) / least.median(Metric.PEAK));
    }
}

package io.aeroarrow.bench.report;

import java.util.Map;
import java.util.Objects;

/**
 * The result of one contestant on one workload.
 *
 * @param collections garbage collections during its measured rounds
 */
public record Result(String workload, Contestant contestant, Map<Metric, Figure> figures, long collections) {

    public Result {
        figures = Map.copyOf(figures);
    }

    boolean has(Metric metric) {
        return figures.containsKey(metric);
    }

    Figure figure(Metric metric) {
        return Objects.requireNonNull(figures.get(metric), () -> workload + " has no " + metric);
    }

    public double median(Metric metric) {
        return figure(metric).median();
    }
}

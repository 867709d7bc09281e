package io.aeroarrow.bench.report;

import java.util.Map;
import java.util.Objects;

/**
 * What one contestant did with one workload.
 *
 * @param collections the garbage collections inside its measured windows, all rounds together
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

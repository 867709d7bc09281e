package io.aeroarrow.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A section of the report.
 *
 * @param id name in options and file names
 * @param about description of the measurement, in Markdown
 * @param compared metrics with a ratio, most important first
 * @param drawings charts of the section
 * @param rounds number of measured rounds
 */
public record Section(
        String id,
        String title,
        String about,
        List<Metric> compared,
        List<ChartSpec> drawings,
        int rounds,
        List<Result> results) {

    public Section {
        compared = List.copyOf(compared);
        drawings = List.copyOf(drawings);
        results = List.copyOf(results);
    }

    /** Returns the workloads in the order of measurement. */
    public List<String> workloads() {
        return results.stream().map(Result::workload).distinct().toList();
    }

    public List<Result> of(String workload) {
        return results.stream()
                .filter(result -> result.workload().equals(workload))
                .toList();
    }

    /** Returns the metrics that at least one contestant has for the workload. */
    List<Metric> metrics(String workload) {
        return Stream.of(Metric.values())
                .filter(metric -> of(workload).stream().anyMatch(result -> result.has(metric)))
                .toList();
    }

    /** Returns how many times better a result is than its counterpart; empty if there is none. */
    Optional<Double> advantage(Result result, Metric metric) {
        return of(result.workload()).stream()
                .filter(other ->
                        other.contestant().name().equals(result.contestant().against()))
                .filter(other -> result.has(metric) && other.has(metric))
                .map(other -> metric.advantage(result.median(metric), other.median(metric)))
                .findFirst();
    }
}

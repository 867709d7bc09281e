package io.aeroarrow.bench.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of the report.
 *
 * @param id a word for files and options
 * @param about what was done, in Markdown
 * @param compared the metrics whose ratios are told, the most telling first
 * @param drawings the charts to draw of it
 * @param rounds how many were measured
 */
public record Section(
        String id,
        String title,
        String about,
        List<Metric> compared,
        List<Drawing> drawings,
        int rounds,
        List<Result> results) {

    public Section {
        compared = List.copyOf(compared);
        drawings = List.copyOf(drawings);
        results = List.copyOf(results);
    }

    /** In the order in which they were measured. */
    public List<String> workloads() {
        return results.stream().map(Result::workload).distinct().toList();
    }

    public List<Result> of(String workload) {
        return results.stream()
                .filter(result -> result.workload().equals(workload))
                .toList();
    }

    /** Those that any contestant has for the workload. */
    List<Metric> metrics(String workload) {
        return Stream.of(Metric.values())
                .filter(metric -> of(workload).stream().anyMatch(result -> result.has(metric)))
                .toList();
    }

    /** How many times as good a result is as the one that it is compared with; empty where there is none. */
    Optional<Double> advantage(Result result, Metric metric) {
        return of(result.workload()).stream()
                .filter(other ->
                        other.contestant().name().equals(result.contestant().against()))
                .filter(other -> result.has(metric) && other.has(metric))
                .map(other -> metric.advantage(result.median(metric), other.median(metric)))
                .findFirst();
    }
}

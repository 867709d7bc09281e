package io.aeroarrow.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A report as Markdown, with the charts beside it. */
final class MarkdownReport {

    private final Report report;
    private final StringBuilder text = new StringBuilder();

    private MarkdownReport(Report report) {
        this.report = report;
    }

    /**
     * Renders it.
     *
     * @param charts the file names of the charts, by the sections they belong to
     */
    static String of(Report report, Map<String, List<ChartFile>> charts) {
        MarkdownReport markdown = new MarkdownReport(report);
        markdown.head();
        markdown.losses();
        for (Section section : report.sections()) {
            markdown.section(section, charts.getOrDefault(section.id(), List.of()));
        }
        return markdown.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void head() {
        Environment where = report.environment();
        line("# Benchmarks: " + where.server());
        line("");
        line(
                "Made by the command below; nothing here is written by hand. Medians of interleaved rounds, in brackets the");
        line("lowest and the highest round. How it is measured: [docs/benchmarks.md](../../../docs/benchmarks.md).");
        line("");
        line("```");
        line(report.command());
        line("```");
        line("");
        line("| | |");
        line("|---|---|");
        row("server", where.server());
        row("machine", where.machine() + "; the server runs on it, too, if it is the local host");
        row("system", where.system());
        row("Java", where.java());
        row("commit", where.commit());
        row("made", where.time() + ", in " + where.seconds() + " s");
        row("load average of a minute", where.load());
        row("versions", join(where.versions()));
        row("parameters", join(report.parameters()));
        report.missing().forEach(missing -> row("left out", missing));
        line("");
    }

    private static String join(Map<String, String> map) {
        return map.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void losses() {
        line("## Where others win");
        line("");
        List<OthersWin.Case> cases = report.sections().stream()
                .flatMap(section -> OthersWin.of(section).stream())
                .toList();
        if (cases.isEmpty()) {
            line("Nowhere in this run, by the metrics whose ratios are told below.");
        } else {
            line(
                    "Worked out from the figures: each contender of AeroArrow's beside the one that it is compared with, and");
            line("beside the best of all. \"Close\" means that the ranges of their rounds overlap.");
            line("");
            row("", "metric", "better", "", "AeroArrow", "", "times as good", "why");
            line("|---|---|---|---:|---|---:|---:|---|");
            cases.forEach(this::lossRow);
        }
        line("");
    }

    private void lossRow(OthersWin.Case each) {
        row(
                each.workload(),
                each.metric().label(),
                each.other().contestant().name(),
                Metric.format(each.other().median(each.metric())),
                each.mine().contestant().name(),
                Metric.format(each.mine().median(each.metric())),
                ConsoleTables.times(each.advantage()) + (each.isClose() ? ", close" : ""),
                each.why().orElse(""));
    }

    private void section(Section section, List<ChartFile> charts) {
        line("## " + section.title());
        line("");
        line(section.about());
        line("");
        for (ChartFile chart : charts) {
            line("![" + chart.title() + "](" + chart.file() + ")");
            line("");
        }
        for (String workload : section.workloads()) {
            table(section, workload);
        }
        long collections =
                section.results().stream().mapToLong(Result::collections).sum();
        line("Garbage collections inside the measured windows, all " + section.rounds() + " rounds together: "
                + collections + ".");
        line("");
    }

    private void table(Section section, String workload) {
        List<Metric> metrics = section.metrics(workload);
        List<Metric> compared =
                section.compared().stream().filter(metrics::contains).toList();
        boolean collected = section.of(workload).stream().anyMatch(result -> result.collections() > 0);
        line("### " + workload);
        line("");
        List<String> head = new ArrayList<>(List.of(""));
        metrics.forEach(metric -> head.add(metric.label()));
        compared.forEach(metric -> head.add("times as good: " + metric.title()));
        if (collected) {
            head.add("collections");
        }
        row(head.toArray(String[]::new));
        line("|---" + "|---:".repeat(head.size() - 1) + "|");
        for (Result result : section.of(workload)) {
            List<String> cells = new ArrayList<>(List.of(name(result.contestant())));
            metrics.forEach(metric -> cells.add(cell(result.figures().get(metric))));
            compared.forEach(metric -> cells.add(
                    section.advantage(result, metric).map(ConsoleTables::times).orElse("")));
            if (collected) {
                cells.add(Long.toString(result.collections()));
            }
            row(cells.toArray(String[]::new));
        }
        line("");
    }

    private static String name(Contestant contestant) {
        return switch (contestant.kind()) {
            case OURS -> "**" + contestant.name() + "**";
            case OTHER -> contestant.name();
            case PART, LIMIT -> "_" + contestant.name() + "_";
        };
    }

    private static String cell(@Nullable Figure figure) {
        return figure == null
                ? ""
                : Metric.format(figure.median()) + " (" + Metric.format(figure.min()) + "–"
                        + Metric.format(figure.max()) + ")";
    }
}

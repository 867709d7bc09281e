package io.aeroarrow.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The differences between two reports.
 *
 * @param changes figures that changed, the worst first
 * @param added figures that only the newer report has
 * @param removed figures that only the older report has
 */
public record ReportComparison(List<Change> changes, List<String> added, List<String> removed) {

    /**
     * A figure that changed.
     *
     * @param advantage how many times better the newer figure is; below 1 it is worse
     */
    public record Change(
            String what, ContestantKind kind, Metric metric, double before, double after, double advantage) {

        public boolean isWorse() {
            return advantage < 1;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s  %s: %s -> %s %s (ratio %.2f)",
                    isWorse() ? "worse " : "better",
                    what,
                    Metric.format(before),
                    Metric.format(after),
                    metric.unit(),
                    advantage);
        }
    }

    private record Place(ContestantKind kind, Metric metric, Figure figure) {}

    /**
     * Compares two reports.
     *
     * @param threshold smallest relative change of a median to list, such as 0.1 for 10 %. Changes whose ranges of rounds
     *     overlap are not listed
     */
    public static ReportComparison between(Report older, Report newer, double threshold) {
        Map<String, Place> before = figures(older);
        Map<String, Place> after = figures(newer);
        List<Change> changes = new ArrayList<>();
        before.forEach((what, was) -> {
            Place is = after.get(what);
            if (is != null) {
                double advantage = was.metric.advantage(is.figure.median(), was.figure.median());
                if (Math.max(advantage, 1 / advantage) > 1 + threshold && !was.figure.overlaps(is.figure)) {
                    changes.add(
                            new Change(what, is.kind, is.metric, was.figure.median(), is.figure.median(), advantage));
                }
            }
        });
        changes.sort(Comparator.comparingDouble(change -> change.advantage));
        return new ReportComparison(List.copyOf(changes), only(after, before), only(before, after));
    }

    /** Returns whether a figure of AeroArrow got worse. */
    public boolean isRegression() {
        return changes.stream().anyMatch(change -> change.isWorse() && change.kind == ContestantKind.OURS);
    }

    private static List<String> only(Map<String, Place> these, Map<String, Place> notThese) {
        return these.keySet().stream()
                .filter(what -> !notThese.containsKey(what))
                .toList();
    }

    private static Map<String, Place> figures(Report report) {
        Map<String, Place> figures = new TreeMap<>();
        for (Section section : report.sections()) {
            for (Result result : section.results()) {
                result.figures().forEach((metric, figure) -> {
                    String what = String.join(
                            " | ",
                            section.id(),
                            result.workload(),
                            result.contestant().name(),
                            metric.title());
                    figures.put(what, new Place(result.contestant().kind(), metric, figure));
                });
            }
        }
        return figures;
    }
}

package io.aeroarrow.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What moved between two reports.
 *
 * @param moved by how much at least, and beyond both reports' ranges; what moved most first
 * @param appeared what only the newer one has
 * @param gone what only the older one has
 */
public record Regression(List<Move> moved, List<String> appeared, List<String> gone) {

    /**
     * A figure that moved.
     *
     * @param advantage how many times as good the newer one is; below 1 it is worse
     */
    public record Move(String what, Kind kind, Metric metric, double before, double after, double advantage) {

        public boolean isWorse() {
            return advantage < 1;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s  %s: %s -> %s %s (%.2f times as good)",
                    isWorse() ? "worse " : "better",
                    what,
                    Metric.format(before),
                    Metric.format(after),
                    metric.unit(),
                    advantage);
        }
    }

    private record Place(Kind kind, Metric metric, Figure figure) {}

    /**
     * Compares.
     *
     * @param threshold the least change of a median that counts, such as 0.1 for a tenth; one that stays within the
     *     rounds of the other report never does
     */
    public static Regression between(Report older, Report newer, double threshold) {
        Map<String, Place> before = figures(older);
        Map<String, Place> after = figures(newer);
        List<Move> moved = new ArrayList<>();
        before.forEach((what, was) -> {
            Place is = after.get(what);
            if (is != null) {
                double advantage = was.metric.advantage(is.figure.median(), was.figure.median());
                if (Math.max(advantage, 1 / advantage) > 1 + threshold && !was.figure.overlaps(is.figure)) {
                    moved.add(new Move(what, is.kind, is.metric, was.figure.median(), is.figure.median(), advantage));
                }
            }
        });
        moved.sort(Comparator.comparingDouble(move -> move.advantage));
        return new Regression(List.copyOf(moved), only(after, before), only(before, after));
    }

    /** Whether anything of this project's got worse. */
    public boolean isRegression() {
        return moved.stream().anyMatch(move -> move.isWorse() && move.kind == Kind.OURS);
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

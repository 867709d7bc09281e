package io.aeroarrow.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where somebody else is better than this project. Nobody writes this list: it follows from the figures. */
final class OthersWin {

    private OthersWin() {}

    /**
     * A case.
     *
     * @param advantage how many times as good the other one is
     * @param why as far as it was looked into
     */
    record Case(String workload, Metric metric, Result other, Result mine, double advantage, Optional<String> why) {

        /** Whether some round of ours was as good as some of theirs, so that it may be chance. */
        boolean isClose() {
            return mine.figure(metric).overlaps(other.figure(metric));
        }
    }

    static List<Case> of(Section section) {
        List<Case> cases = new ArrayList<>();
        for (String workload : section.workloads()) {
            for (Metric metric : section.compared()) {
                List<Result> results = section.of(workload).stream()
                        .filter(result -> result.has(metric))
                        .toList();
                for (Result mine : results) {
                    if (mine.contestant().kind() == Kind.OURS) {
                        rival(mine, results, metric).ifPresent(other -> cases.add(tell(section, mine, other, metric)));
                    }
                }
            }
        }
        return cases;
    }

    /** Whom a contestant is compared with, if that one is better; else the best of all, if it is none of ours. */
    private static Optional<Result> rival(Result mine, List<Result> results, Metric metric) {
        List<Result> better = results.stream()
                .filter(other -> other.contestant().kind() == Kind.OTHER && advantage(other, mine, metric) > 1)
                .toList();
        Optional<Result> same = better.stream()
                .filter(other ->
                        other.contestant().name().equals(mine.contestant().against()))
                .findFirst();
        Comparator<Result> order = Comparator.comparingDouble(other -> advantage(other, mine, metric));
        return same.or(() -> better.stream()
                .max(order)
                .filter(best -> results.stream()
                        .filter(other -> other.contestant().kind() == Kind.OURS)
                        .allMatch(ours -> advantage(best, ours, metric) > 1)));
    }

    private static double advantage(Result result, Result over, Metric metric) {
        return metric.advantage(result.median(metric), over.median(metric));
    }

    private static Case tell(Section section, Result mine, Result other, Metric metric) {
        return new Case(
                section.title() + ": " + mine.workload(),
                metric,
                other,
                mine,
                advantage(other, mine, metric),
                Reasons.of(section.id(), mine.workload(), metric));
    }
}

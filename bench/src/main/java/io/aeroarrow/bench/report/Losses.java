package io.aeroarrow.bench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists where another contestant is better than AeroArrow, derived from the figures. */
final class Losses {

    private Losses() {}

    /**
     * A metric of a workload where another contestant is better.
     *
     * @param advantage how many times better the other contestant is
     * @param reason the cause, if known
     */
    record Loss(String workload, Metric metric, Result other, Result mine, double advantage, Optional<String> reason) {

        /** Returns whether the ranges of the rounds overlap, so that the difference may be noise. */
        boolean isClose() {
            return mine.figure(metric).overlaps(other.figure(metric));
        }
    }

    static List<Loss> of(Section section) {
        List<Loss> losses = new ArrayList<>();
        for (String workload : section.workloads()) {
            for (Metric metric : section.compared()) {
                List<Result> results = section.of(workload).stream()
                        .filter(result -> result.has(metric))
                        .toList();
                for (Result mine : results) {
                    if (mine.contestant().kind() == ContestantKind.OURS) {
                        rival(mine, results, metric).ifPresent(other -> losses.add(loss(section, mine, other, metric)));
                    }
                }
            }
        }
        return losses;
    }

    /** Returns the counterpart if it is better; else the best of all if that is not AeroArrow; else nothing. */
    private static Optional<Result> rival(Result mine, List<Result> results, Metric metric) {
        List<Result> better = results.stream()
                .filter(other ->
                        other.contestant().kind() == ContestantKind.OTHER && advantage(other, mine, metric) > 1)
                .toList();
        Optional<Result> same = better.stream()
                .filter(other ->
                        other.contestant().name().equals(mine.contestant().against()))
                .findFirst();
        Comparator<Result> order = Comparator.comparingDouble(other -> advantage(other, mine, metric));
        return same.or(() -> better.stream()
                .max(order)
                .filter(best -> results.stream()
                        .filter(other -> other.contestant().kind() == ContestantKind.OURS)
                        .allMatch(ours -> advantage(best, ours, metric) > 1)));
    }

    private static double advantage(Result result, Result over, Metric metric) {
        return metric.advantage(result.median(metric), over.median(metric));
    }

    private static Loss loss(Section section, Result mine, Result other, Metric metric) {
        return new Loss(
                section.title() + ": " + mine.workload(),
                metric,
                other,
                mine,
                advantage(other, mine, metric),
                LossReasons.of(section.id(), mine.workload(), metric));
    }
}

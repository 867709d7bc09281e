package io.aeroarrow.bench;

import io.aeroarrow.bench.report.Figure;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets contestants take turns: A B C, A B C, so that whatever else the machine does meanwhile falls on all of them. Garbage
 * is collected before each turn, and what is collected during one is counted.
 */
public final class Rounds {

    private Rounds() {}

    /**
     * Runs them.
     *
     * @param turns of one workload each round one after the other; those of the next workload follow when all rounds of
     *     this one are over
     * @param warmUp rounds before those that count
     * @return in the order of the turns
     */
    public static List<Result> run(List<Turn> turns, int warmUp, int rounds) throws Exception {
        Map<String, List<Turn>> workloads = new LinkedHashMap<>();
        turns.forEach(turn -> workloads
                .computeIfAbsent(turn.workload(), name -> new ArrayList<>())
                .add(turn));
        List<Result> results = new ArrayList<>();
        for (List<Turn> workload : workloads.values()) {
            List<Tally> tallies = workload.stream().map(Tally::new).toList();
            for (int round = -warmUp; round < rounds; round++) {
                for (Tally tally : tallies) {
                    tally.take(round >= 0);
                }
            }
            tallies.forEach(tally -> results.add(tally.result()));
        }
        return results;
    }

    /** What a turn gave, round by round. */
    private static final class Tally {
        private final Turn turn;
        private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);
        private long collections;

        Tally(Turn turn) {
            this.turn = turn;
        }

        void take(boolean counts) throws Exception {
            System.gc();
            long before = collectionsSoFar();
            Map<Metric, Double> taken = turn.work().run();
            long during = collectionsSoFar() - before;
            if (counts) {
                collections += during;
                taken.forEach((metric, value) -> values.computeIfAbsent(metric, name -> new ArrayList<>())
                        .add(value));
            }
        }

        Result result() {
            Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
            values.forEach((metric, each) -> figures.put(metric, Figure.of(each)));
            return new Result(turn.workload(), turn.contestant(), figures, collections);
        }

        private static long collectionsSoFar() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .filter(count -> count > 0)
                    .sum();
        }
    }
}

package io.aeroarrow.bench.measure;

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
 * Runs measurements in interleaved rounds: A B C, A B C. Other load on the machine then affects all contestants.
 * Triggers a garbage collection before each measurement and counts the collections during it.
 */
public final class InterleavedRounds {

    private InterleavedRounds() {}

    /**
     * Runs all rounds of a workload before it starts the next workload.
     *
     * @param warmUp warm-up rounds, which are not counted
     * @param rounds measured rounds
     * @return the results, in the order of the measurements
     */
    public static List<Result> run(List<Measurement> measurements, int warmUp, int rounds) throws Exception {
        Map<String, List<Measurement>> workloads = new LinkedHashMap<>();
        measurements.forEach(measurement -> workloads
                .computeIfAbsent(measurement.workload(), name -> new ArrayList<>())
                .add(measurement));
        List<Result> results = new ArrayList<>();
        for (List<Measurement> workload : workloads.values()) {
            List<Tally> tallies = workload.stream().map(Tally::new).toList();
            for (int round = -warmUp; round < rounds; round++) {
                for (Tally tally : tallies) {
                    tally.measure(round >= 0);
                }
            }
            tallies.forEach(tally -> results.add(tally.result()));
        }
        return results;
    }

    /** The values of one measurement, round by round. */
    private static final class Tally {
        private final Measurement measurement;
        private final Map<Metric, List<Double>> values = new EnumMap<>(Metric.class);
        private long collections;

        Tally(Measurement measurement) {
            this.measurement = measurement;
        }

        void measure(boolean counts) throws Exception {
            System.gc();
            long before = collectionsSoFar();
            Map<Metric, Double> taken = measurement.work().run();
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
            return new Result(measurement.workload(), measurement.contestant(), figures, collections);
        }

        private static long collectionsSoFar() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .filter(count -> count > 0)
                    .sum();
        }
    }
}

package io.aeroarrow.bench.decoding;

import io.aeroarrow.bench.measure.Cost;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Costs of contestants in interleaved rounds. Each contestant is compared with the first one, round by round, so that other
 * load on the machine affects both. The printed ratios and differences are medians over the rounds.
 */
final class CostComparison {

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final long records;

    private CostComparison(long records) {
        this.records = records;
    }

    /**
     * Runs all contestants.
     *
     * @param warmUp warm-up rounds, which are not counted
     * @param rounds measured rounds
     * @param records records per contestant and round
     */
    static CostComparison run(Map<String, Cost.Work> contestants, int warmUp, int rounds, long records)
            throws Exception {
        CostComparison result = new CostComparison(records);
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Cost.Work> contestant : contestants.entrySet()) {
                Cost cost = Cost.of(contestant.getValue());
                if (round >= 0) {
                    result.costs
                            .computeIfAbsent(contestant.getKey(), name -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        return result;
    }

    /** Prints a Markdown table. */
    void print(PrintStream out) {
        List<Cost> first = costs.values().iterator().next();
        out.println("| | wall s | CPU ns/record | heap B/record | wall ratio | CPU ratio | CPU difference ns |");
        out.println("|---|---|---|---|---|---|---|");
        costs.forEach((name, mine) -> out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.0f | %.1f | %.2f | %.2f | %.0f |%n",
                name,
                median(mine, Cost::wallNanos) / 1e9,
                median(mine, Cost::cpuNanos) / records,
                median(mine, Cost::heapBytes) / records,
                medianRatio(mine, first, Cost::wallNanos),
                medianRatio(mine, first, Cost::cpuNanos),
                medianDifference(mine, first) / records));
    }

    private static double median(List<Cost> costs, ToLongFunction<Cost> what) {
        return median(
                costs.stream().map(cost -> (double) what.applyAsLong(cost)).toList());
    }

    private static double medianRatio(List<Cost> costs, List<Cost> base, ToLongFunction<Cost> what) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            ratios.add((double) what.applyAsLong(costs.get(i)) / what.applyAsLong(base.get(i)));
        }
        return median(ratios);
    }

    private static double medianDifference(List<Cost> costs, List<Cost> base) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            differences.add((double) costs.get(i).cpuNanos() - base.get(i).cpuNanos());
        }
        return median(differences);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

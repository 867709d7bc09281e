package io.aeroarrow.bench.decoding;

import io.aeroarrow.bench.Cost;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What contenders cost in rounds of one turn each. They are compared with the first one round by round, so that what else
 * the machine does meanwhile falls on all of them; what is told is the median over the rounds.
 */
final class Rounds {

    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final long records;

    private Rounds(long records) {
        this.records = records;
    }

    /**
     * Runs.
     *
     * @param warmUp the rounds that come first and are not counted
     * @param records of a turn
     */
    static Rounds run(Map<String, Cost.Work> contenders, int warmUp, int rounds, long records) throws Exception {
        Rounds result = new Rounds(records);
        for (int round = -warmUp; round < rounds; round++) {
            for (Map.Entry<String, Cost.Work> contender : contenders.entrySet()) {
                Cost cost = Cost.of(contender.getValue());
                if (round >= 0) {
                    result.costs
                            .computeIfAbsent(contender.getKey(), name -> new ArrayList<>())
                            .add(cost);
                }
            }
        }
        return result;
    }

    /** Prints a table in Markdown. */
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
        return middle(
                costs.stream().map(cost -> (double) what.applyAsLong(cost)).toList());
    }

    private static double medianRatio(List<Cost> costs, List<Cost> base, ToLongFunction<Cost> what) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            ratios.add((double) what.applyAsLong(costs.get(i)) / what.applyAsLong(base.get(i)));
        }
        return middle(ratios);
    }

    private static double medianDifference(List<Cost> costs, List<Cost> base) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            differences.add((double) costs.get(i).cpuNanos() - base.get(i).cpuNanos());
        }
        return middle(differences);
    }

    static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}

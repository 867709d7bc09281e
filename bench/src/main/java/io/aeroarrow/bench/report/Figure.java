package io.aeroarrow.bench.report;

import java.util.List;

/**
 * One metric over the rounds.
 *
 * @param median of the rounds; of a round's own median, if the metric is one
 */
public record Figure(double median, double min, double max) {

    /**
     * Of the values of the rounds.
     *
     * @param values one for each round, in any order
     */
    public static Figure of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no round to take a median of");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figure(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Whether some round of the one was within the rounds of the other. */
    boolean overlaps(Figure other) {
        return min <= other.max && other.min <= max;
    }
}

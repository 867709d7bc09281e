package io.aeroarrow.bench.report;

import java.util.List;

/** The median, minimum and maximum of one metric over the rounds. */
public record Figure(double median, double min, double max) {

    /**
     * Calculates the figure.
     *
     * @param values one value per round, in any order
     */
    public static Figure of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a figure needs at least one round");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figure(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Returns whether the ranges of the rounds overlap. */
    boolean overlaps(Figure other) {
        return min <= other.max && other.min <= max;
    }
}

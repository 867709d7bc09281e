package io.aeroarrow.bench.report;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Prints results as tables for a terminal. */
public final class ConsoleTables {

    private final PrintStream out;

    public ConsoleTables(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the results of a section, with a block per workload.
     *
     * @param ratio metric of the ratio column
     */
    public void print(Section section, String title, List<Metric> metrics, Metric ratio) {
        out.printf("%n%s; %s is better; median of %d rounds%n", title, better(metrics), section.rounds());
        out.print("  " + pad("", 36));
        metrics.forEach(metric -> out.printf("%20s", metric.label()));
        out.printf("%20s%n", "vs. official");
        for (String workload : section.workloads()) {
            out.println("  " + workload);
            for (Result result : section.of(workload)) {
                out.print("    " + pad(result.contestant().name(), 34));
                for (Metric metric : metrics) {
                    Figure figure = result.figures().get(metric);
                    out.printf("%20s", figure == null ? "" : Metric.format(figure.median()));
                }
                out.printf(
                        "%20s%n",
                        section.advantage(result, ratio)
                                .map(ConsoleTables::times)
                                .orElse(""));
            }
        }
        long collections =
                section.results().stream().mapToLong(Result::collections).sum();
        out.printf("  Garbage collections during the measured rounds: %d%n", collections);
    }

    private static String better(List<Metric> metrics) {
        return metrics.stream().allMatch(Metric::higherIsBetter) ? "higher" : "lower";
    }

    static String times(double advantage) {
        return String.format(Locale.ROOT, "%.2fx", advantage);
    }

    private static String pad(String text, int width) {
        return String.format(Locale.ROOT, "%-" + width + "s", Objects.requireNonNull(text));
    }
}

package io.aeroarrow.bench.decoding;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Runs the work of {@link DecodingBenchmark} in interleaved rounds and measures the thread's CPU time. Other load on the
 * machine then changes the ratios little.
 */
public final class MemoryComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 12;
    private static final int REPEATS = 4;

    private MemoryComparison() {}

    /**
     * Runs the comparison.
     *
     * @param arguments number of rounds (default: 15), then values of {@link DecodingBenchmark#bins} (default: all)
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        List<String> bins = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("scalars", "all", "id", "name", "score", "flag", "tags", "place", "hash");
        OUT.println(
                "| bins | B/record | to vectors ns | min ns | through row objects ns | copy ns | to vectors GB/s | max GB/s | row objects / vectors |");
        OUT.println("|---|---|---|---|---|---|---|---|---|");
        for (String each : bins) {
            compare(each, rounds);
        }
    }

    private static void compare(String bins, int rounds) throws Exception {
        DecodingBenchmark decoding = new DecodingBenchmark();
        decoding.bins = bins;
        decoding.open();
        DecodingBenchmark.Wire wire = new DecodingBenchmark.Wire();
        List<Double> vectors = new ArrayList<>();
        List<Double> objects = new ArrayList<>();
        List<Double> copy = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            double ours = nanos(() -> decoding.toVectors(wire));
            double theirs = nanos(() -> decoding.throughRowObjects(wire));
            double limit = nanos(() -> decoding.copyOnly(wire));
            if (round >= 0) {
                vectors.add(ours);
                objects.add(theirs);
                copy.add(limit);
                ratios.add(theirs / ours);
            }
        }
        double bytes = (double) decoding.bytes() / DecodingBenchmark.RECORDS;
        decoding.close();
        OUT.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f |%n",
                bins,
                bytes,
                CostComparison.median(vectors),
                Collections.min(vectors),
                CostComparison.median(objects),
                CostComparison.median(copy),
                bytes / CostComparison.median(vectors),
                bytes / Collections.min(vectors),
                CostComparison.median(ratios));
    }

    /** Returns the CPU time per record. */
    private static double nanos(LongSupplier work) {
        long records = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < REPEATS; i++) {
            records += work.getAsLong();
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - start) / records;
    }
}

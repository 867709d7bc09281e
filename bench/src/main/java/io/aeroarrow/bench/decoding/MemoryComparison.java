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
 * What {@link Decoding} measures, in turn and by the CPU time of the thread, so that a machine that has other things to
 * do, too, tells the same ratios.
 */
public final class MemoryComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int WARM_UP = 12;
    private static final int TURNS = 4;

    private MemoryComparison() {}

    /**
     * Measures.
     *
     * @param arguments the number of rounds, 15 without it; then bins as of {@link Decoding#bins}, all of them without
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        List<String> bins = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("scalars", "all", "id", "name", "score", "flag", "tags", "place", "hash");
        OUT.println(
                "| bins | B/record | straight ns | the least | row objects ns | copy ns | straight GB/s | at the most | row objects / straight |");
        OUT.println("|---|---|---|---|---|---|---|---|---|");
        for (String each : bins) {
            compare(each, rounds);
        }
    }

    private static void compare(String bins, int rounds) throws Exception {
        Decoding decoding = new Decoding();
        decoding.bins = bins;
        decoding.open();
        Decoding.Wire wire = new Decoding.Wire();
        List<Double> straight = new ArrayList<>();
        List<Double> objects = new ArrayList<>();
        List<Double> copy = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = -WARM_UP; round < rounds; round++) {
            double ours = nanos(() -> decoding.straight(wire));
            double theirs = nanos(() -> decoding.byRowObjects(wire));
            double least = nanos(() -> decoding.copyAlone(wire));
            if (round >= 0) {
                straight.add(ours);
                objects.add(theirs);
                copy.add(least);
                ratios.add(theirs / ours);
            }
        }
        double bytes = (double) decoding.bytes() / Decoding.RECORDS;
        decoding.close();
        OUT.printf(
                Locale.ROOT,
                "| %s | %.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f |%n",
                bins,
                bytes,
                Rounds.middle(straight),
                Collections.min(straight),
                Rounds.middle(objects),
                Rounds.middle(copy),
                bytes / Rounds.middle(straight),
                bytes / Collections.min(straight),
                Rounds.middle(ratios));
    }

    /** The CPU time of a record. */
    private static double nanos(LongSupplier work) {
        long records = 0;
        long start = THREADS.getCurrentThreadCpuTime();
        for (int turn = 0; turn < TURNS; turn++) {
            records += work.getAsLong();
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - start) / records;
    }
}

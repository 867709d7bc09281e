package io.aeroarrow.bench.operations;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts and gets by all contenders, in turn on one server, so many at once. */
public final class OperationsComparison {

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private OperationsComparison() {}

    /**
     * Measures against the server that AEROSPIKE_HOST and AEROSPIKE_PORT name.
     *
     * @param arguments operations a round, 20,000 without it; rounds, 7; and how many at once, else 1, 50 and 200
     */
    public static void main(String[] arguments) throws Exception {
        String host = System.getenv("AEROSPIKE_HOST");
        if (host == null) {
            throw new IllegalArgumentException("set AEROSPIKE_HOST and AEROSPIKE_PORT to a server to measure against");
        }
        int port = Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
        int operations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
        List<Integer> concurrencies =
                arguments.length > 2 ? List.of(Integer.parseInt(arguments[2])) : List.of(1, 50, 200);
        try (OfficialClient official = new OfficialClient(host, port);
                AeroArrowContender ours = new AeroArrowContender(host, port)) {
            List<Contender> contenders = List.of(ours.sync(), official.sync(), ours.async(), official.async());
            for (int concurrency : concurrencies) {
                compare(contenders, operations, rounds, concurrency);
            }
        }
    }

    private static void compare(List<Contender> contenders, int operations, int rounds, int concurrency)
            throws Exception {
        OUT.printf(Locale.ROOT, "%d at once, median of %d rounds of %,d:%n", concurrency, rounds, operations);
        for (boolean get : new boolean[] {false, true}) {
            Map<Contender, List<Timing>> timings = new LinkedHashMap<>();
            for (int round = -2; round < rounds; round++) {
                for (Contender contender : contenders) {
                    Timing timing = run(contender, get, new Driver(operations, concurrency));
                    if (round >= 0) {
                        timings.computeIfAbsent(contender, key -> new ArrayList<>())
                                .add(timing);
                    }
                }
            }
            timings.forEach((contender, runs) -> {
                Timing middle = Timing.median(runs);
                OUT.printf(
                        Locale.ROOT,
                        "  %s %-17s %,9.0f/s  p50 %7.1f us  p99 %8.1f us  CPU %6.1f us%n",
                        get ? "get" : "put",
                        contender.name(),
                        middle.perSecond(),
                        middle.p50() / 1e3,
                        middle.p99() / 1e3,
                        middle.cpuNanos() / 1e3);
            });
        }
    }

    private static Timing run(Contender contender, boolean get, Driver driver) throws Exception {
        if (contender instanceof Contender.Sync sync) {
            return driver.blocking(get ? sync.get() : sync.put());
        }
        Contender.Async async = (Contender.Async) contender;
        return driver.pending(get ? async.get() : async.put());
    }
}

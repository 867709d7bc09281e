package io.aeroarrow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to measure, and how much of it. */
@SuppressWarnings("NullAway.Init") // picocli fills in what has a default.
final class Parameters {

    private static final int EMBEDDED_RECORDS = 200_000;
    private static final int NAMED_RECORDS = 1_000_000;
    /** Rounds that move a million records are fewer. */
    private static final int SHARE_OF_ROUNDS = 3;

    @Option(
            names = "--host",
            defaultValue = "${env:AEROSPIKE_HOST:-}",
            description = "a server; without it, the embedded one")
    String host;

    @Option(names = "--port", defaultValue = "${env:AEROSPIKE_PORT:-3000}", description = "its port")
    int port;

    @Option(names = "--count", defaultValue = "5000", description = "records of each contender in the operations")
    int count;

    @Option(names = "--rounds", defaultValue = "20", description = "that are measured; a third of it for analytics")
    int rounds;

    @Option(names = "--concurrency", defaultValue = "50", description = "puts and gets at the same time")
    int concurrency;

    @Option(names = "--batch-groups", defaultValue = "10", description = "into how many batches the keys are divided")
    int batchGroups;

    @Option(
            names = "--records",
            defaultValue = "0",
            description = "of the analytics; 0: 1,000,000, and 200,000 on the embedded server")
    int records;

    @Option(
            names = "--growth",
            split = ",",
            description = "the sizes of sets; without it, 10,000 and tenfold up to --records")
    List<Integer> growth = List.of();

    @Option(
            names = "--sections",
            split = ",",
            defaultValue = "operations",
            description = "of operations, analytics, batches, readers, growth, spark")
    List<String> sections;

    @Option(names = "--report", description = "the folder for the report; without it, the console alone")
    @Nullable
    Path report;

    @Option(
            names = "--python",
            description = "an interpreter that has bench/python/requirements.txt; skipped if it is not there")
    @Nullable
    Path python;

    @Option(
            names = "--python-script",
            defaultValue = "bench/python/contender.py",
            description = "the Python contenders")
    Path script;

    @Option(names = "--spark-classpath", description = "a file with the class path of the Spark benchmarks")
    @Nullable
    Path sparkClasspath;

    @Option(names = "--command", defaultValue = "make run-benchmark-report", description = "what the report is made by")
    String command;

    Parameters() {}

    int records() {
        if (records > 0) {
            return records;
        }
        return host.isEmpty() ? EMBEDDED_RECORDS : NAMED_RECORDS;
    }

    int analyticsRounds() {
        return Math.max(1, (rounds + SHARE_OF_ROUNDS - 1) / SHARE_OF_ROUNDS);
    }

    List<Integer> growth() {
        if (!growth.isEmpty()) {
            return growth;
        }
        List<Integer> sizes = new ArrayList<>();
        for (int size = Math.min(10_000, records()); size < records(); size *= 10) {
            sizes.add(size);
        }
        sizes.add(records());
        return sizes;
    }

    Optional<Path> python() {
        return Optional.ofNullable(python).filter(Files::isExecutable);
    }

    /** For the report. */
    Map<String, String> toMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("count", Integer.toString(count));
        map.put("rounds", Integer.toString(rounds));
        map.put("rounds of analytics", Integer.toString(analyticsRounds()));
        map.put("concurrency", Integer.toString(concurrency));
        map.put("batch groups", Integer.toString(batchGroups));
        map.put("records", Integer.toString(records()));
        map.put("growth", growth().stream().map(String::valueOf).collect(Collectors.joining("/")));
        return map;
    }
}

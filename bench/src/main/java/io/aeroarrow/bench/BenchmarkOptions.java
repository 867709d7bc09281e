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

/** Command-line options: what to measure, and how much of it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields that have a default.
final class BenchmarkOptions {

    private static final int EMBEDDED_RECORDS = 200_000;
    private static final int EXTERNAL_RECORDS = 1_000_000;
    private static final int SMALLEST = 100;
    /** Sections that read whole sets run one round of three. */
    private static final int SHARE_OF_ROUNDS = 3;

    @Option(
            names = "--host",
            defaultValue = "${env:AEROSPIKE_HOST:-}",
            description = "host of the server (default: the embedded server)")
    String host;

    @Option(names = "--port", defaultValue = "${env:AEROSPIKE_PORT:-3000}", description = "port of the server")
    int port;

    @Option(names = "--count", defaultValue = "5000", description = "records of each client in the operations section")
    int count;

    @Option(
            names = "--rounds",
            defaultValue = "20",
            description = "measured rounds; sections that read whole sets run a third")
    int rounds;

    @Option(names = "--concurrency", defaultValue = "50", description = "puts and gets in flight")
    int concurrency;

    @Option(
            names = "--batch-groups",
            defaultValue = "10",
            description = "number of batches that the keys are divided into")
    int batchGroups;

    @Option(
            names = "--records",
            defaultValue = "0",
            description = "records of the sets that are read to Arrow; 0: 1,000,000, or 200,000 on the embedded server")
    int records;

    @Option(
            names = "--growth",
            split = ",",
            description = "set sizes, in records (default: 100, then tenfold up to --records)")
    List<Integer> growth = List.of();

    @Option(
            names = "--sections",
            split = ",",
            defaultValue = "operations",
            description = "sections to run: operations, analytics, batches, readers, growth, spark, python")
    List<String> sections;

    @Option(names = "--report", description = "folder for the report (default: console output only)")
    @Nullable
    Path report;

    @Option(
            names = "--python",
            description =
                    "Python interpreter with bench/python/requirements.txt; Python clients are skipped if it does not"
                            + " exist")
    @Nullable
    Path python;

    @Option(
            names = "--python-script",
            defaultValue = "bench/python/benchmark_client.py",
            description = "script that runs the Python clients")
    Path script;

    @Option(
            names = "--frame-script",
            defaultValue = "bench/python/frame_client.py",
            description = "script that reads into frames in Python")
    Path frameScript;

    @Option(names = "--spark-classpath", description = "file that holds the class path of the Spark benchmarks")
    @Nullable
    Path sparkClasspath;

    @Option(
            names = "--command",
            defaultValue = "make run-benchmark-report",
            description = "command to record in the report")
    String command;

    BenchmarkOptions() {}

    int records() {
        if (records > 0) {
            return records;
        }
        return host.isEmpty() ? EMBEDDED_RECORDS : EXTERNAL_RECORDS;
    }

    int analyticsRounds() {
        return Math.max(1, (rounds + SHARE_OF_ROUNDS - 1) / SHARE_OF_ROUNDS);
    }

    List<Integer> growth() {
        if (!growth.isEmpty()) {
            return growth;
        }
        List<Integer> sizes = new ArrayList<>();
        for (int size = Math.min(SMALLEST, records()); size < records(); size *= 10) {
            sizes.add(size);
        }
        sizes.add(records());
        return sizes;
    }

    Optional<Path> python() {
        return Optional.ofNullable(python).filter(Files::isExecutable);
    }

    /** Returns the values by option name, for the report. */
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

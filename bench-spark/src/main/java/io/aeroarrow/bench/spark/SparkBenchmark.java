package io.aeroarrow.bench.spark;

import io.aeroarrow.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The part of the benchmarks that runs in Spark; the main program starts it, once the set is there. */
public final class SparkBenchmark {

    private static final int KEYS = 10_000;
    private static final int PARTITIONS = 4;

    private SparkBenchmark() {}

    /**
     * What to run.
     *
     * @param keys of the joins
     * @param version Spark's
     */
    record Task(
            String host,
            int port,
            String namespace,
            String set,
            int records,
            int rounds,
            int keys,
            int partitions,
            String version) {}

    /**
     * Measures, and writes the section as JSON.
     *
     * @param arguments host, port, namespace, set, its number of records, rounds, the file to write
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 7) {
            throw new IllegalArgumentException("give host, port, namespace, set, records, rounds and a file to write");
        }
        int records = Integer.parseInt(arguments[4]);
        Path folder = Files.createTempDirectory("aeroarrow-bench");
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.log.level", "ERROR")
                .config(
                        "spark.sql.warehouse.dir",
                        folder.resolve("warehouse").toUri().toString())
                .getOrCreate();
        try {
            Task task = new Task(
                    arguments[0],
                    Integer.parseInt(arguments[1]),
                    arguments[2],
                    arguments[3],
                    records,
                    Integer.parseInt(arguments[5]),
                    Math.min(KEYS, records),
                    PARTITIONS,
                    spark.version());
            Map<String, String> options = Map.of(
                    "host", task.host(),
                    "port", Integer.toString(task.port()),
                    "namespace", task.namespace(),
                    "set", task.set(),
                    "partitions", Integer.toString(PARTITIONS));
            Queries queries = new Queries(spark, options, records, task.keys(), folder);
            Report.writeSection(
                    new SparkSection(task, queries, TaskCpu.of(spark.sparkContext())).run(), Path.of(arguments[6]));
        } finally {
            spark.stop();
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

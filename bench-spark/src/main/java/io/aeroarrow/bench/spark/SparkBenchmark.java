package io.aeroarrow.bench.spark;

import io.aeroarrow.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** The Spark section, as a program. The main program loads the set, then starts this one. */
public final class SparkBenchmark {

    private static final int KEYS = 10_000;
    private static final int PARTITIONS = 4;

    private SparkBenchmark() {}

    /**
     * What to measure.
     *
     * @param keys number of keys in the joins
     * @param version version of Spark
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
     * Runs the section and writes it as JSON.
     *
     * @param arguments host, port, namespace, set, number of records, rounds, output file
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 7) {
            throw new IllegalArgumentException("expected 7 arguments, got " + arguments.length
                    + ". Usage: SparkBenchmark HOST PORT NAMESPACE SET RECORDS ROUNDS OUTPUT");
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
            SparkQueries queries = new SparkQueries(spark, options, records, task.keys(), folder);
            Report.writeSection(
                    new SparkSection(task, queries, TaskCpuListener.of(spark.sparkContext())).run(),
                    Path.of(arguments[6]));
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

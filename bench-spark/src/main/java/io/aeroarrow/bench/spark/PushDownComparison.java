package io.aeroarrow.bench.spark;

import io.aeroarrow.bench.measure.CpuClock;
import io.aeroarrow.bench.report.Figure;
import io.aeroarrow.bench.spark.PushDownPredicates.Predicate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Measures each kind of condition with push-down and without, by turns, and writes a table. It fails if the two give
 * different rows.
 */
public final class PushDownComparison {

    private static final String SET = "pushdown";
    private static final String BYTES = "aerospikeBytes";
    private static final double NANOS = 1e9;
    private static final double MEBIBYTE = 1L << 20;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final SparkSession spark;
    private final Map<String, String> server;

    private PushDownComparison(SparkSession spark, Map<String, String> server) {
        this.spark = spark;
        this.server = server;
    }

    /** What one run of a query took. */
    private record Run(List<Row> rows, double seconds, double cpu, long bytes) {}

    /** The runs of one side of a comparison. */
    private static final class Side {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
        private long bytes;

        void add(Run run) {
            seconds.add(run.seconds);
            cpu.add(run.cpu);
            bytes = run.bytes;
        }
    }

    /**
     * Loads the set and writes the table.
     *
     * @param arguments host, port, number of records, rounds, output file
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            throw new IllegalArgumentException("expected 5 arguments, got " + arguments.length
                    + ". Usage: PushDownComparison HOST PORT RECORDS ROUNDS OUTPUT");
        }
        long records = Long.parseLong(arguments[2]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                // The metrics of a scan are in the plan as it was run.
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        try {
            PushDownComparison comparison = new PushDownComparison(
                    spark, Map.of("host", arguments[0], "port", arguments[1], "namespace", "test", "set", SET));
            comparison.load(records);
            String table = comparison.table(records, Integer.parseInt(arguments[3]));
            Files.writeString(Path.of(arguments[4]), table);
        } finally {
            spark.stop();
        }
    }

    private void load(long records) {
        spark.range(records)
                .selectExpr(PushDownPredicates.COLUMNS.toArray(new String[0]))
                .write()
                .format("aerospike")
                .options(server)
                .option("keyColumn", "id")
                .option("overwrite", "TRUNCATE")
                .mode("overwrite")
                .save();
    }

    private String table(long records, int rounds) {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
            # Conditions with push-down and without

            Written by `make -C bench pushdown-comparison`: `SELECT count(*), sum(id)` with each condition, over %,d records of 9 bins,
            Spark %s with `local[2]`, medians of %d rounds by turns, with the lowest and the highest. Both sides read only the columns that
            the query needs. The last column is the time with push-down as a part of the time without.

            | condition | rows | received, on | off | wall, on | off | client CPU, on | off | on / off |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            """, records, spark.version(), rounds));
        for (Predicate predicate : PushDownPredicates.all()) {
            String row = row(predicate, rounds);
            OUT.print(row);
            table.append(row);
        }
        return table.toString();
    }

    private String row(Predicate predicate, int rounds) {
        Side pushed = new Side();
        Side not = new Side();
        List<Row> rows = List.of();
        // The first round warms up. One round alone is a trial.
        for (int round = rounds > 1 ? -1 : 0; round < rounds; round++) {
            Run with = run(predicate, true);
            Run without = run(predicate, false);
            rows = with.rows;
            if (!rows.equals(without.rows)) {
                throw new IllegalStateException(
                        predicate.name() + ": with push-down " + rows + ", without it " + without.rows);
            }
            if (round >= 0) {
                pushed.add(with);
                not.add(without);
            }
        }
        Figure on = Figure.of(pushed.seconds);
        Figure off = Figure.of(not.seconds);
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %.1f MiB | %.1f MiB | %s | %s | %.2f s | %.2f s | %.2f |%n",
                predicate.name(),
                rows.get(0).getLong(0),
                pushed.bytes / MEBIBYTE,
                not.bytes / MEBIBYTE,
                seconds(on),
                seconds(off),
                Figure.of(pushed.cpu).median(),
                Figure.of(not.cpu).median(),
                on.median() / off.median());
    }

    private static String seconds(Figure figure) {
        return String.format(Locale.ROOT, "%.2f s (%.2f to %.2f)", figure.median(), figure.min(), figure.max());
    }

    private Run run(Predicate predicate, boolean pushDown) {
        Dataset<Row> query = spark.read()
                .format("aerospike")
                .schema("id BIGINT, thousand BIGINT, scattered BIGINT, name STRING, score DOUBLE, sparse BIGINT,"
                        + " numbers ARRAY<BIGINT>, map MAP<STRING, BIGINT>, place STRUCT<a: BIGINT, city: STRING>")
                .options(server)
                .option("pushDown", pushDown)
                .load()
                .where(predicate.sql())
                .selectExpr("count(*)", "sum(id)");
        CpuClock.Reading cpu = CpuClock.read();
        long start = System.nanoTime();
        List<Row> rows = query.collectAsList();
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Run(
                rows,
                seconds,
                CpuClock.read().since(cpu) / NANOS,
                received(query.queryExecution().executedPlan()));
    }

    private static long received(SparkPlan plan) {
        long bytes = 0;
        for (SparkPlan leaf : CollectionConverters.asJava(plan.collectLeaves())) {
            SQLMetric metric = CollectionConverters.asJava(leaf.metrics()).get(BYTES);
            bytes += metric == null ? 0 : metric.value();
        }
        return bytes;
    }
}

package io.aeroarrow.bench.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.bench.measure.Cost;
import io.aeroarrow.bench.measure.InterleavedRounds;
import io.aeroarrow.bench.measure.Measurement;
import io.aeroarrow.bench.report.ChartSpec;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Metric;
import io.aeroarrow.bench.report.Result;
import io.aeroarrow.bench.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures the queries with each data source, in interleaved rounds. */
final class SparkSection {

    private static final String ROWS = "row-based reader";
    private static final Contestant OURS = Contestant.ours("AeroArrow", ROWS);
    private static final Contestant NOT_PUSHED = Contestant.ours("AeroArrow, push-down off", ROWS);
    private static final Contestant LOOKUP = Contestant.ours("AeroArrow, lookup", ROWS);
    private static final Contestant RUNTIME = Contestant.ours("AeroArrow, runtime filter", ROWS);
    private static final Contestant ROW_BASED = Contestant.other(ROWS, null);
    private static final String INDEX = "bench-spark-id";
    private static final double NANOS = 1e9;
    private static final int WARM_UP = 2;

    private final SparkBenchmark.Task task;
    private final SparkQueries queries;
    private final TaskCpuListener tasks;
    private final List<Result> results = new ArrayList<>();

    SparkSection(SparkBenchmark.Task task, SparkQueries queries, TaskCpuListener tasks) {
        this.task = task;
        this.queries = queries;
        this.tasks = tasks;
    }

    /** Runs a query and returns the rows to compare. */
    @FunctionalInterface
    private interface Query {
        List<Row> run();
    }

    /** The contestants of a workload. Each run creates a new Dataset: a used one keeps its shuffle output. */
    private static final class Variants {
        private final Map<Contestant, Query> variants = new LinkedHashMap<>();

        Variants add(Contestant contestant, Supplier<Dataset<Row>> query) {
            variants.put(contestant, () -> query.get().collectAsList());
            return this;
        }
    }

    Section run() throws Exception {
        compare(
                "SELECT sum(score)",
                new Variants()
                        .add(OURS, () -> queries.sum(queries.columnar(true)))
                        .add(ROW_BASED, () -> queries.sum(queries.rows())));
        compare(
                "filter, 1 % selected",
                new Variants()
                        .add(OURS, () -> queries.onePercent(queries.columnar(true)))
                        .add(NOT_PUSHED, () -> queries.onePercent(queries.columnar(false)))
                        .add(ROW_BASED, () -> queries.onePercent(queries.rows())));
        compareParquet();
        compare(
                String.format(Locale.ROOT, "join of %,d keys", task.keys()),
                new Variants()
                        .add(LOOKUP, queries::lookup)
                        .add(RUNTIME, queries::joinByKey)
                        .add(NOT_PUSHED, () -> queries.join(queries.columnar(false)))
                        .add(ROW_BASED, () -> queries.join(queries.rows())));
        compare(
                "one key",
                new Variants()
                        .add(OURS, queries::oneRecordByKey)
                        .add(NOT_PUSHED, () -> queries.oneRecord(queries.columnar(false), "id"))
                        .add(ROW_BASED, () -> queries.oneRecord(queries.rows(), "id")));
        compareIndexed();
        String about = """
                Spark %s, `local[2]`, %d tasks per scan, %,d records of 7 bins. The row-based reader is a data source of the \
                same interface over the official client. It reads the required columns with the same number of tasks and \
                creates an `InternalRow` per record. CPU time is that of the whole process, including the driver and \
                helper threads. The CPU time of task threads is what Spark reports. The results of all contestants were \
                compared before the first round.""".formatted(task.version(), task.partitions(), task.records());
        return new Section(
                "spark",
                "Spark",
                about,
                List.of(Metric.WALL, Metric.CPU),
                List.of(
                        ChartSpec.bars(Metric.WALL, "Time of a query in Spark"),
                        ChartSpec.bars(Metric.CPU, "CPU per record in Spark")),
                task.rounds(),
                results);
    }

    private void compareParquet() throws Exception {
        requireSame(
                "Parquet",
                new Variants()
                        .add(OURS, () -> queries.contents(queries.toParquet(queries.columnar(true))))
                        .add(ROW_BASED, () -> queries.contents(queries.toParquet(queries.rows())))
                        .variants);
        Map<Contestant, Query> variants = new LinkedHashMap<>();
        variants.put(OURS, () -> written(queries.columnar(true)));
        variants.put(ROW_BASED, () -> written(queries.rows()));
        measure("all to Parquet", variants);
    }

    private List<Row> written(Dataset<Row> set) {
        queries.toParquet(set);
        return List.of();
    }

    private void compareIndexed() throws Exception {
        try (AerospikeClient client = new AerospikeClient(task.host(), task.port())) {
            client.createIndex(null, task.namespace(), task.set(), INDEX, "id", IndexType.NUMERIC)
                    .waitTillComplete();
            try {
                compare(
                        "100 records by secondary index",
                        new Variants()
                                .add(OURS, () -> queries.hundredBetween(queries.columnar(true)))
                                .add(NOT_PUSHED, () -> queries.hundredBetween(queries.columnar(false)))
                                .add(ROW_BASED, () -> queries.hundredBetween(queries.rows())));
            } finally {
                client.dropIndex(null, task.namespace(), task.set(), INDEX).waitTillComplete();
            }
        }
    }

    private void compare(String workload, Variants compared) throws Exception {
        requireSame(workload, compared.variants);
        measure(workload, compared.variants);
    }

    private static void requireSame(String workload, Map<Contestant, Query> variants) {
        Map<Contestant, List<Row>> returned = new LinkedHashMap<>();
        variants.forEach((contestant, query) -> returned.put(contestant, query.run()));
        if (returned.values().stream().map(SparkSection::rounded).distinct().count() != 1) {
            throw new IllegalStateException(workload + ": the contestants returned different rows: " + returned);
        }
    }

    /** Rounds doubles: the last digits of a sum depend on the order of its terms. */
    private static String rounded(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                text.append(value instanceof Double number ? String.format(Locale.ROOT, "%.3f", number) : value)
                        .append('|');
            }
        }
        return text.toString();
    }

    private void measure(String workload, Map<Contestant, Query> variants) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        variants.forEach(
                (contestant, query) -> measurements.add(new Measurement(workload, contestant, () -> cost(query))));
        results.addAll(InterleavedRounds.run(measurements, Math.min(WARM_UP, task.rounds() - 1), task.rounds()));
    }

    private Map<Metric, Double> cost(Query query) throws Exception {
        tasks.take();
        Cost cost = Cost.of(query::run);
        return Map.of(
                Metric.WALL, cost.wallNanos() / NANOS,
                Metric.CPU, (double) cost.cpuNanos() / task.records(),
                Metric.TASK_CPU, (double) tasks.take() / task.records(),
                Metric.HEAP, (double) cost.heapBytes() / task.records());
    }
}

package io.aeroarrow.bench.spark;

import com.aerospike.client.AerospikeClient;
import com.aerospike.client.query.IndexType;
import io.aeroarrow.bench.Cost;
import io.aeroarrow.bench.Rounds;
import io.aeroarrow.bench.Turn;
import io.aeroarrow.bench.report.Contestant;
import io.aeroarrow.bench.report.Drawing;
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

/** Queries by each way to read the set, in turn. */
final class SparkSection {

    private static final String ROWS = "row-based reader";
    private static final Contestant OURS = Contestant.ours("AeroArrow", ROWS);
    private static final Contestant NOT_PUSHED = Contestant.ours("AeroArrow, push-down off", ROWS);
    private static final Contestant LOOKUP = Contestant.ours("AeroArrow, lookup", ROWS);
    private static final Contestant RUNTIME = Contestant.ours("AeroArrow, runtime filter", ROWS);
    private static final Contestant THEIRS = Contestant.other(ROWS, null);
    private static final String INDEX = "bench-spark-id";
    private static final double NANOS = 1e9;
    private static final int WARM_UP = 2;

    private final SparkBenchmark.Task task;
    private final Queries queries;
    private final TaskCpu tasks;
    private final List<Result> results = new ArrayList<>();

    SparkSection(SparkBenchmark.Task task, Queries queries, TaskCpu tasks) {
        this.task = task;
        this.queries = queries;
        this.tasks = tasks;
    }

    /** Runs a query; what it gives is what is compared. */
    @FunctionalInterface
    private interface Query {
        List<Row> run();
    }

    /** The ways to one result. Each run plans anew: a Dataset that has run keeps what it shuffled. */
    private static final class Ways {
        private final Map<Contestant, Query> ways = new LinkedHashMap<>();

        Ways add(Contestant contestant, Supplier<Dataset<Row>> query) {
            ways.put(contestant, () -> query.get().collectAsList());
            return this;
        }
    }

    Section run() throws Exception {
        compare(
                "SELECT sum(score)",
                new Ways()
                        .add(OURS, () -> queries.sum(queries.columnar(true)))
                        .add(THEIRS, () -> queries.sum(queries.rows())));
        compare(
                "filter, 1 % selected",
                new Ways()
                        .add(OURS, () -> queries.onePercent(queries.columnar(true)))
                        .add(NOT_PUSHED, () -> queries.onePercent(queries.columnar(false)))
                        .add(THEIRS, () -> queries.onePercent(queries.rows())));
        compareParquet();
        compare(
                String.format(Locale.ROOT, "join of %,d keys", task.keys()),
                new Ways()
                        .add(LOOKUP, queries::lookup)
                        .add(RUNTIME, queries::joinByKey)
                        .add(NOT_PUSHED, () -> queries.join(queries.columnar(false)))
                        .add(THEIRS, () -> queries.join(queries.rows())));
        compare(
                "one key",
                new Ways()
                        .add(OURS, queries::oneRecordByKey)
                        .add(NOT_PUSHED, () -> queries.oneRecord(queries.columnar(false), "id"))
                        .add(THEIRS, () -> queries.oneRecord(queries.rows(), "id")));
        compareIndexed();
        String about = """
                Spark %s, `local[2]`, %d tasks a scan, %,d records of 7 bins. The row-based reader is a data source of the same \
                interface over the official client, as one would write it: it reads the columns asked for, by as many \
                tasks, and makes an `InternalRow` of each record. CPU time is of the whole process, of the driver and \
                all threads that help the tasks; beside it what Spark counts for the threads of its tasks. Before, what \
                all ways give was compared.""".formatted(task.version(), task.partitions(), task.records());
        return new Section(
                "spark",
                "Spark",
                about,
                List.of(Metric.WALL, Metric.CPU),
                List.of(
                        Drawing.bars(Metric.WALL, "Time of a query in Spark"),
                        Drawing.bars(Metric.CPU, "CPU per record in Spark")),
                task.rounds(),
                results);
    }

    private void compareParquet() throws Exception {
        requireSame(
                "Parquet",
                new Ways()
                        .add(OURS, () -> queries.contents(queries.toParquet(queries.columnar(true))))
                        .add(THEIRS, () -> queries.contents(queries.toParquet(queries.rows())))
                        .ways);
        Map<Contestant, Query> ways = new LinkedHashMap<>();
        ways.put(OURS, () -> written(queries.columnar(true)));
        ways.put(THEIRS, () -> written(queries.rows()));
        measure("all to Parquet", ways);
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
                        new Ways()
                                .add(OURS, () -> queries.hundredBetween(queries.columnar(true)))
                                .add(NOT_PUSHED, () -> queries.hundredBetween(queries.columnar(false)))
                                .add(THEIRS, () -> queries.hundredBetween(queries.rows())));
            } finally {
                client.dropIndex(null, task.namespace(), task.set(), INDEX).waitTillComplete();
            }
        }
    }

    private void compare(String workload, Ways compared) throws Exception {
        requireSame(workload, compared.ways);
        measure(workload, compared.ways);
    }

    private static void requireSame(String workload, Map<Contestant, Query> ways) {
        Map<Contestant, List<Row>> given = new LinkedHashMap<>();
        ways.forEach((contestant, query) -> given.put(contestant, query.run()));
        if (given.values().stream().map(SparkSection::rounded).distinct().count() != 1) {
            throw new IllegalStateException(workload + " does not give the same by all ways: " + given);
        }
    }

    /** Sums of doubles depend on the order in their last digits. */
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

    private void measure(String workload, Map<Contestant, Query> ways) throws Exception {
        List<Turn> turns = new ArrayList<>();
        ways.forEach((contestant, query) -> turns.add(new Turn(workload, contestant, () -> cost(query))));
        results.addAll(Rounds.run(turns, Math.min(WARM_UP, task.rounds() - 1), task.rounds()));
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

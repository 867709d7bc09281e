package io.aeroarrow.bench.spark;

import io.aeroarrow.bench.measure.CpuClock;
import io.aeroarrow.bench.report.Figure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads paths of ragged maps as variants, and as JSON text that Spark parses, by turns, and writes a table. It fails if the two
 * give different rows. Spark 4.0 or later.
 */
public final class VariantComparison {

    private static final String SET = "variants";
    private static final double NANOS = 1e9;
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    /** A map of 8 fields, of which some records lack some, and whose types differ. */
    private static final String DOCUMENT = """
        parse_json(concat('{"name": "customer ', id, '", "age": ', id % 90, ', "active": ', id % 2 = 0,
            if(id % 3 = 0, ', "score": 12.5', ', "score": "none"'),
            ', "address": {"city": "City ', id % 100, '", "zip": ', 10000 + id % 1000, ', "lines": ["a", "b ', id, '"]}',
            ', "items": [{"sku": "s', id % 50, '", "price": ', id % 500, '.25, "count": 1},',
            ' {"sku": "t', id % 70, '", "price": ', id % 300, '.5, "tags": ["x", "y"]}]',
            if(id % 5 = 0, ', "note": "a longer text that only every fifth record has, to make it ragged"', ''), '}'))\
        """;

    /** Spark's own work on a variant costs as much as reading it, so the first way to use the rows is none. */
    private static final String ALL_ROWS = "all rows, to the sink `noop`";

    private static final List<String> QUERIES = List.of(
            "sum(v:items[0].price::double)",
            "sum(v:items[1].price::double), count(DISTINCT v:address.city::string), sum(v:age::int)");

    private final SparkSession spark;
    private final Map<String, String> server;

    private VariantComparison(SparkSession spark, Map<String, String> server) {
        this.spark = spark;
        this.server = server;
    }

    /** What one run of a query took. */
    private record Run(List<Row> rows, double seconds, double cpu) {}

    /** The runs of one way to read. */
    private static final class Side {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();
    }

    /**
     * Loads the set and writes the table.
     *
     * @param arguments host, port, number of records, rounds, output file
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            throw new IllegalArgumentException("expected 5 arguments, got " + arguments.length
                    + ". Usage: VariantComparison HOST PORT RECORDS ROUNDS OUTPUT");
        }
        long records = Long.parseLong(arguments[2]);
        SparkSession spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.log.level", "ERROR")
                .getOrCreate();
        try {
            VariantComparison comparison = new VariantComparison(
                    spark, Map.of("host", arguments[0], "port", arguments[1], "namespace", "test", "set", SET));
            comparison.load(records);
            Files.writeString(Path.of(arguments[4]), comparison.table(records, Integer.parseInt(arguments[3])));
        } finally {
            spark.stop();
        }
    }

    private void load(long records) {
        spark.range(records)
                .selectExpr("id", DOCUMENT + " AS v")
                .write()
                .format("aerospike")
                .options(server)
                .option("keyColumn", "id")
                .option("overwrite", "TRUNCATE")
                .mode("overwrite")
                .save();
    }

    private Map<String, Dataset<Row>> ways() {
        Map<String, Dataset<Row>> ways = new LinkedHashMap<>();
        ways.put("VARIANT", read("v VARIANT"));
        ways.put("JSON text, `parse_json`", read("v STRING").selectExpr("parse_json(v) AS v"));
        return ways;
    }

    private Dataset<Row> read(String schema) {
        return spark.read().format("aerospike").schema(schema).options(server).load();
    }

    private String table(long records, int rounds) {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
            # Variants and JSON text

            Written by `make -C bench variant-comparison`: queries on a bin of ragged maps, %,d records, Spark %s with `local[2]`, medians of
            %d rounds by turns, with the lowest and the highest. The last column is the CPU time as a part of that of JSON text.

            | query | read as | wall | client CPU | CPU / JSON text |
            |---|---|---:|---:|---:|
            """, records, spark.version(), rounds));
        requireSameRows();
        List<String> queries = new ArrayList<>(List.of(ALL_ROWS));
        queries.addAll(QUERIES);
        for (String query : queries) {
            String row = rows(query, rounds);
            OUT.print(row);
            table.append(row);
        }
        return table.toString();
    }

    private void requireSameRows() {
        List<List<Row>> checksums = ways().values().stream()
                .map(rows ->
                        rows.selectExpr("count(v)", "sum(crc32(to_json(v)))").collectAsList())
                .distinct()
                .toList();
        if (checksums.size() != 1) {
            throw new IllegalStateException("the rows differ: " + checksums);
        }
    }

    private String rows(String query, int rounds) {
        Map<String, Side> sides = new LinkedHashMap<>();
        // The first rounds warm up. One round alone is a trial.
        for (int round = rounds > 1 ? -2 : 0; round < rounds; round++) {
            Map<String, List<Row>> results = new LinkedHashMap<>();
            for (Map.Entry<String, Dataset<Row>> way : ways().entrySet()) {
                Run run = run(way.getValue(), query);
                results.put(way.getKey(), run.rows);
                if (round >= 0) {
                    Side side = sides.computeIfAbsent(way.getKey(), name -> new Side());
                    side.seconds.add(run.seconds);
                    side.cpu.add(run.cpu);
                }
            }
            if (results.values().stream().distinct().count() != 1) {
                throw new IllegalStateException(query + " gives different rows: " + results);
            }
        }
        double text = Figure.of(List.copyOf(sides.values()).get(1).cpu).median();
        StringBuilder table = new StringBuilder();
        sides.forEach((way, side) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f |%n",
                query.equals(ALL_ROWS) ? query : "`" + query + "`",
                way,
                seconds(Figure.of(side.seconds)),
                seconds(Figure.of(side.cpu)),
                Figure.of(side.cpu).median() / text)));
        return table.toString();
    }

    private static String seconds(Figure figure) {
        return String.format(Locale.ROOT, "%.2f s (%.2f to %.2f)", figure.median(), figure.min(), figure.max());
    }

    private static Run run(Dataset<Row> rows, String query) {
        CpuClock.Reading cpu = CpuClock.read();
        long start = System.nanoTime();
        List<Row> result = List.of();
        if (query.equals(ALL_ROWS)) {
            rows.write().format("noop").mode("overwrite").save();
        } else {
            result = rows.selectExpr(query.split(", (?=sum|count)")).collectAsList();
        }
        double seconds = (System.nanoTime() - start) / NANOS;
        return new Run(result, seconds, CpuClock.read().since(cpu) / NANOS);
    }
}

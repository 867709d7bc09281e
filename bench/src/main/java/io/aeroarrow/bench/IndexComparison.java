package io.aeroarrow.bench;

import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.report.Figure;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.client.RecordStream;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Measures conditions with a scan, whose filter the servers test, and with a query through a secondary index, by turns, and
 * writes a table. It fails if the two give different numbers of rows.
 */
public final class IndexComparison {

    private static final String NAMESPACE = "test";
    private static final String SET = "benchindex";
    private static final int ROOT_ROWS = 10_000;
    private static final double NANOS = 1e9;
    private static final String PAYLOAD = "x".repeat(60);
    /** Each string bin and the number of its values. */
    private static final List<Integer> DISTINCT = List.of(10_000, 1_000, 100, 10, 2);

    /** The parts of the records that ranges find. */
    private static final List<Double> SHARES = List.of(0.0001, 0.001, 0.01, 0.1, 0.5, 0.75, 1.0);

    private static final List<Integer> LISTS = List.of(2, 8, 32, 100);
    private static final Schema GROUPS = schema("t2", new ArrowType.Utf8());
    private static final Schema NUMBERS = schema("n", new ArrowType.Int(64, true));
    private static final Schema COLUMNS = new Schema(
            List.of(Field.nullable("n", new ArrowType.Int(64, true)), Field.nullable("payload", new ArrowType.Utf8())));

    private static Schema schema(String column, ArrowType type) {
        return new Schema(List.of(Field.notNullable(column, type)));
    }

    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final AeroArrowView aero;
    private final int records;

    private IndexComparison(AeroArrowView aero, int records) {
        this.aero = aero;
        this.records = records;
    }

    /** Something to read, and its number of rows. */
    @FunctionalInterface
    private interface Read {
        long rows() throws IOException;
    }

    /** Two ways to the same rows. */
    private record Case(String name, Read scan, Read index) {}

    /**
     * Loads the set, creates its indexes and writes the table.
     *
     * @param arguments number of records, rounds, output file
     */
    public static void main(String[] arguments) throws IOException {
        run(ComparisonSettings.of(arguments, 7), Path.of(arguments[2]));
    }

    static void run(ComparisonSettings settings, Path output) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(settings.host(), settings.port()), allocator)) {
            IndexComparison comparison = new IndexComparison(aero, settings.records());
            comparison.load(allocator);
            Files.writeString(output, comparison.table(settings.rounds()));
        }
    }

    private void load(BufferAllocator allocator) {
        aero.client().truncate(NAMESPACE, SET, Optional.empty());
        List<Field> fields = new ArrayList<>(COLUMNS.getFields());
        fields.add(Field.nullable("key", new ArrowType.Int(64, true)));
        DISTINCT.forEach(values -> fields.add(Field.nullable("t" + values, new ArrowType.Utf8())));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), allocator);
                WriteRun run = aero.write(NAMESPACE, SET).keyColumn("key").start()) {
            for (int from = 0; from < records; from += ROOT_ROWS) {
                fill(root, from, Math.min(ROOT_ROWS, records - from));
                run.add(root);
            }
            run.finish().orThrow();
        }
        index("n", IndexType.NUMERIC);
        DISTINCT.forEach(values -> index("t" + values, IndexType.STRING));
    }

    private void index(String bin, IndexType type) {
        String name = SET + "_" + bin;
        aero.client().createIndex(SecondaryIndex.of(NAMESPACE, SET, name, bin, type));
        aero.client().awaitIndex(NAMESPACE, name, Duration.ofMinutes(5));
    }

    private static void fill(VectorSchemaRoot root, int from, int rows) {
        for (int row = 0; row < rows; row++) {
            int id = from + row;
            ((BigIntVector) root.getVector("n")).setSafe(row, id);
            ((BigIntVector) root.getVector("key")).setSafe(row, id);
            set(root, "payload", row, PAYLOAD);
            for (int values : DISTINCT) {
                set(root, "t" + values, row, "t" + id % values);
            }
        }
        root.setRowCount(rows);
    }

    private static void set(VectorSchemaRoot root, String column, int row, String text) {
        ((VarCharVector) root.getVector(column)).setSafe(row, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Case> cases() {
        List<Case> all = new ArrayList<>();
        for (double share : SHARES) {
            long last = Math.max(1, Math.round(records * share)) - 1;
            all.add(condition(
                    "n BETWEEN 0 AND " + last,
                    Filter.bin("n").between(0, last),
                    IndexQuery.bin("n").between(0, last)));
        }
        for (int values : DISTINCT) {
            String bin = "t" + values;
            all.add(condition(
                    bin + " = 't1'",
                    Filter.bin(bin).equalTo("t1"),
                    IndexQuery.bin(bin).equalTo("t1")));
        }
        for (int size : LISTS) {
            all.add(list(
                    "n",
                    size + " integers",
                    LongStream.range(0, size)
                            .<Value>mapToObj(i -> Value.of(i * (records / size) + 7))
                            .toList()));
        }
        for (int values : List.of(10_000, 100)) {
            for (int size : LISTS) {
                all.add(list(
                        "t" + values,
                        size + " texts",
                        IntStream.range(0, size)
                                .<Value>mapToObj(i -> Value.of("t" + i * (values / size)))
                                .toList()));
            }
        }
        all.add(new Case("groups of t2: counts by filters", () -> rows(all(), GROUPS), () -> count(false)));
        all.add(new Case("groups of t2: counts by the index", () -> rows(all(), GROUPS), () -> count(true)));
        all.add(new Case("min(n): a search by halves", () -> rows(all(), NUMBERS), this::searchByHalves));
        return all;
    }

    private static ScanRequest all() {
        return ScanRequest.of(NAMESPACE, SET);
    }

    private Case list(String bin, String name, List<Value> values) {
        return condition(
                bin + " IN (" + name + ")",
                Filter.bin(bin).in(values),
                IndexQuery.bin(bin).in(values));
    }

    private Case condition(String name, Filter filter, IndexQuery query) {
        return new Case(
                name,
                () -> rows(all().withFilter(filter), COLUMNS),
                () -> rows(all().withFilter(filter).withIndex(query), COLUMNS));
    }

    /** Counts each group of t2 by a query. */
    private long count(boolean byIndex) {
        long sum = 0;
        for (String group : List.of("t0", "t1")) {
            ScanRequest counting = all().withBins(BinSelection.none());
            ScanRequest request = byIndex
                    ? counting.withIndex(IndexQuery.bin("t2").equalTo(group))
                    : counting.withFilter(Filter.bin("t2").equalTo(group));
            try (RecordStream found = aero.client().scan(request)) {
                sum += found.stream().count();
            }
        }
        return sum;
    }

    /** Searches the lowest n of all integers, by index queries that return one record. */
    private long searchByHalves() {
        long low = Long.MIN_VALUE;
        long high = Long.MAX_VALUE;
        while (low < high) {
            long middle = low + ((high - low) >>> 1);
            ScanRequest lower = all().withBins(BinSelection.none())
                    .withIndex(IndexQuery.bin("n").between(low, middle))
                    .withMaxRecords(1);
            try (RecordStream found = aero.client().scan(lower)) {
                if (found.iterator().hasNext()) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
        }
        if (low != 0) {
            throw new IllegalStateException("the lowest n is 0, not " + low);
        }
        return records;
    }

    private String table(int rounds) throws IOException {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                """
                # Index queries and scans

                Written by `make -C bench index-comparison`: a scan whose filter the servers test, and a query through a secondary index, over
                %,d records with %d bins, in the memory of server %s on the same machine. Both read two columns to Arrow vectors. Medians of %d
                rounds by turns, with the lowest and the highest. The last column is the time with the index as a part of the time of the scan.

                | condition | rows | part | scan | index | index / scan |
                |---|---:|---:|---:|---:|---:|
                """,
                records,
                DISTINCT.size() + 2,
                aero.client().nodes().get(0).build(),
                rounds));
        for (Case each : cases()) {
            String row = row(each, rounds);
            OUT.print(row);
            table.append(row);
        }
        return table.toString();
    }

    private String row(Case each, int rounds) throws IOException {
        List<Double> scan = new ArrayList<>();
        List<Double> index = new ArrayList<>();
        long rows = 0;
        for (int round = -1; round < rounds; round++) {
            long start = System.nanoTime();
            rows = each.scan.rows();
            long middle = System.nanoTime();
            long found = each.index.rows();
            long end = System.nanoTime();
            if (found != rows) {
                throw new IllegalStateException(each.name + ": a scan finds " + rows + " rows, the index " + found);
            }
            if (round >= 0) {
                scan.add((middle - start) / NANOS);
                index.add((end - middle) / NANOS);
            }
        }
        Figure scanned = Figure.of(scan);
        Figure queried = Figure.of(index);
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %.2f %% | %s | %s | %.3f |%n",
                each.name,
                rows,
                100.0 * rows / records,
                seconds(scanned),
                seconds(queried),
                queried.median() / scanned.median());
    }

    private static String seconds(Figure figure) {
        return String.format(Locale.ROOT, "%.3f s (%.3f to %.3f)", figure.median(), figure.min(), figure.max());
    }

    private long rows(ScanRequest request, Schema columns) throws IOException {
        long rows = 0;
        try (ScanArrowReader reader = aero.scan(request)
                .schema(columns)
                .secondaryIndex(IndexUse.off())
                .reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        }
        return rows;
    }
}

package io.aeroarrow.bench;

import io.aeroarrow.admin.IndexType;
import io.aeroarrow.admin.SecondaryIndex;
import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.WriteRun;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.bench.measure.ComparisonSettings;
import io.aeroarrow.bench.report.Figure;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
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

    private static final Schema COLUMNS = new Schema(
            List.of(Field.nullable("n", new ArrowType.Int(64, true)), Field.nullable("payload", new ArrowType.Utf8())));
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final AeroArrowView aero;
    private final int records;

    private IndexComparison(AeroArrowView aero, int records) {
        this.aero = aero;
        this.records = records;
    }

    /** A condition: the filter of the scan, and the queries that find the same. */
    private record Case(String name, Filter filter, List<IndexQuery> queries, boolean bins) {}

    /**
     * Loads the set, creates its indexes and writes the table.
     *
     * @param arguments number of records, rounds, output file; "keep" as fourth uses the set as it is
     */
    public static void main(String[] arguments) throws IOException {
        ComparisonSettings settings = ComparisonSettings.of(arguments, 7);
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(settings.host(), settings.port()), allocator)) {
            IndexComparison comparison = new IndexComparison(aero, settings.records());
            if (arguments.length < 4) {
                comparison.load(allocator);
            }
            Files.writeString(Path.of(arguments[2]), comparison.table(settings.rounds()));
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
        StoredValue n = Filter.bin("n");
        for (long rows = records / 10_000; rows <= records; rows *= rows == records / 10 ? 5 : 10) {
            long last = rows - 1;
            all.add(new Case(
                    "`n BETWEEN 0 AND " + last + "`",
                    n.between(0, last),
                    List.of(IndexQuery.bin("n").between(0, last)),
                    true));
            if (rows > records / 2) {
                break;
            }
        }
        for (int values : DISTINCT) {
            all.add(text(values));
        }
        for (int size : List.of(2, 8, 32, 100)) {
            List<Long> wanted = LongStream.range(0, size)
                    .mapToObj(i -> i * (records / size) + 7)
                    .toList();
            all.add(new Case(
                    "`n IN (" + size + " integers)`",
                    n.in(wanted.stream().<Value>map(Value::of).toList()),
                    wanted.stream().map(IndexQuery.bin("n")::equalTo).toList(),
                    true));
        }
        for (int values : List.of(10_000, 1_000, 100)) {
            for (int size : List.of(2, 8, 32, 100)) {
                all.add(texts(values, size));
            }
        }
        Case halves = texts(2, 2);
        all.add(new Case("count by 2 groups", halves.filter, halves.queries, false));
        return all;
    }

    private static Case text(int values) {
        String bin = "t" + values;
        return new Case(
                "`" + bin + " = 't1'`",
                Filter.bin(bin).equalTo("t1"),
                List.of(IndexQuery.bin(bin).equalTo("t1")),
                true);
    }

    private static Case texts(int values, int size) {
        String bin = "t" + values;
        List<String> wanted = IntStream.range(0, size)
                .mapToObj(i -> "t" + i * (values / size))
                .toList();
        return new Case(
                "`" + bin + " IN (" + size + " texts)`",
                Filter.bin(bin).in(wanted.stream().<Value>map(Value::of).toList()),
                wanted.stream().map(IndexQuery.bin(bin)::equalTo).toList(),
                true);
    }

    private String table(int rounds) throws IOException {
        StringBuilder table = new StringBuilder(
                "| condition | rows | part | scan | index | index / scan |\n|---|---:|---:|---:|---:|---:|\n");
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
            rows = rows(ScanRequest.of(NAMESPACE, SET), each);
            long middle = System.nanoTime();
            long found = 0;
            for (IndexQuery query : each.queries) {
                found += rows(ScanRequest.of(NAMESPACE, SET).withIndex(query), each);
            }
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
                "| %s | %,d | %.2f %% | %s | %s | %.3f |%n",
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

    private long rows(ScanRequest request, Case each) throws IOException {
        long rows = 0;
        if (!each.bins) {
            ScanRequest counting = request.withBins(BinSelection.none()).withFilter(each.filter);
            try (var stream = aero.client().scan(counting)) {
                return stream.stream().count();
            }
        }
        try (ScanArrowReader reader =
                aero.scan(request.withFilter(each.filter)).schema(COLUMNS).reader()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        }
        return rows;
    }
}

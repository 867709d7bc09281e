package io.aeroarrow.bench;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.model.Bin;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.operation.BatchEntry;
import io.aeroarrow.policy.BatchPolicy;
import io.aeroarrow.policy.ClientConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Measures reads of two keys of maps of several sizes, with whole maps on the wire and with maps that the server reduces.
 * The ways alternate in rounds, and medians are compared. The server needs version 8.1.2 for the scans.
 */
public final class MapReductionCost {

    private static final String NAMESPACE = "test";
    private static final int LOAD = 500;
    private static final ArrowType TEXT = new ArrowType.Utf8();

    private final AeroArrowView aero;
    private final BufferAllocator allocator;
    private final int records;
    private final int rounds;

    /** The costs of reads in rounds. */
    private record Costs(List<Long> nanos, List<Long> bytes) {
        Costs() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        void add(long time, ReadMetrics metrics) {
            nanos.add(time);
            bytes.add(metrics.bytes());
        }

        static long median(List<Long> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    /** A read of all records. */
    private interface Read {
        ReadMetrics run(AeroArrowView view) throws IOException;
    }

    private MapReductionCost(AeroArrowView aero, BufferAllocator allocator, int records, int rounds) {
        this.aero = aero;
        this.allocator = allocator;
        this.records = records;
        this.rounds = rounds;
    }

    /**
     * Runs the measurement at the server of AEROSPIKE_HOST and AEROSPIKE_PORT.
     *
     * @param args the numbers of records and of rounds, and the sizes of maps, such as 50x20 for 50 keys with values of 20
     *     bytes
     * @throws IOException if a read fails
     */
    public static void main(String[] args) throws IOException {
        String host = System.getenv().getOrDefault("AEROSPIKE_HOST", "127.0.0.1");
        int port = Integer.parseInt(System.getenv().getOrDefault("AEROSPIKE_PORT", "3000"));
        try (BufferAllocator allocator = new RootAllocator();
                AeroArrow aero = AeroArrow.connect(ClientConfig.of(host, port), allocator)) {
            MapReductionCost cost =
                    new MapReductionCost(aero, allocator, Integer.parseInt(args[0]), Integer.parseInt(args[1]));
            System.out.println("server " + aero.client().capabilities() + ", " + args[0] + " records, 2 keys of a map");
            System.out.println(
                    "| keys | value bytes | read | bytes/record whole | reduced | us/record whole | reduced |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (String size : Arrays.copyOfRange(args, 2, args.length)) {
                int keys = Integer.parseInt(size.split("x", 2)[0]);
                cost.measure(keys, Integer.parseInt(size.split("x", 2)[1]));
            }
        }
    }

    private void measure(int keys, int valueBytes) throws IOException {
        String set = "reduction";
        load(set, keys, valueBytes);
        Schema struct = new Schema(List.of(new Field(
                "m", FieldType.nullable(new ArrowType.Struct()), List.of(text("feature_03"), text("feature_07")))));
        compare(keys, valueBytes, "scan, struct", view -> scan(view, set, struct));
        compare(keys, valueBytes, "scan, paths", view -> scan(view, set, paths("")));
        compare(keys, valueBytes, "scan, nested paths", view -> scan(view, set, paths("v.")));
        try (BigIntVector ids = new BigIntVector("id", allocator)) {
            for (int i = 0; i < records; i++) {
                ids.setSafe(i, i);
            }
            ids.setValueCount(records);
            compare(keys, valueBytes, "lookup, struct", view -> lookUp(view, set, struct, ids));
            compare(keys, valueBytes, "lookup, nested paths", view -> lookUp(view, set, paths("v."), ids));
        }
        aero.client().truncate(NAMESPACE, set, Optional.empty());
    }

    private static Field text(String name) {
        return new Field(name, FieldType.nullable(TEXT), null);
    }

    private static Schema paths(String prefix) {
        List<Field> fields = new ArrayList<>();
        for (String key : List.of("feature_03", "feature_07")) {
            Map<String, String> metadata =
                    Map.of("aerospike.bin", prefix.isEmpty() ? "m" : "n", "aerospike.path", prefix + key);
            fields.add(new Field(key, new FieldType(true, TEXT, null, metadata), null));
        }
        return new Schema(fields);
    }

    /** Each record has the bin {@code m} with a map, and the bin {@code n} with the same map below the key {@code v}. */
    private void load(String set, int keys, int valueBytes) {
        aero.client().truncate(NAMESPACE, set, Optional.empty());
        for (int from = 0; from < records; from += LOAD) {
            List<BatchEntry> entries = new ArrayList<>();
            for (int i = from; i < Math.min(records, from + LOAD); i++) {
                Value map = map(keys, valueBytes, i);
                Value nested = Value.of(Map.of(Value.of("v"), map));
                entries.add(
                        BatchEntry.put(Key.of(NAMESPACE, set, i), List.of(new Bin("m", map), new Bin("n", nested))));
            }
            aero.client()
                    .batch(entries, BatchPolicy.DEFAULT)
                    .forEach(result -> result.error().ifPresent(error -> {
                        throw error;
                    }));
        }
    }

    private static Value map(int keys, int valueBytes, int record) {
        Map<Value, Value> map = new HashMap<>();
        for (int key = 0; key < keys; key++) {
            String text = String.format(Locale.ROOT, "%0" + valueBytes + "d", (long) record * key);
            map.put(Value.of(String.format(Locale.ROOT, "feature_%02d", key)), Value.of(text));
        }
        return Value.of(map);
    }

    private void compare(int keys, int valueBytes, String name, Read read) throws IOException {
        Costs whole = new Costs();
        Costs reduced = new Costs();
        for (int round = 0; round < rounds; round++) {
            run(read, MapReduction.NEVER, whole);
            run(read, MapReduction.ALWAYS, reduced);
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %d | %s | %d | %d | %.2f | %.2f |%n",
                keys,
                valueBytes,
                name,
                Costs.median(whole.bytes()) / records,
                Costs.median(reduced.bytes()) / records,
                Costs.median(whole.nanos()) / 1e3 / records,
                Costs.median(reduced.nanos()) / 1e3 / records);
    }

    private void run(Read read, MapReduction reduction, Costs costs) throws IOException {
        long start = System.nanoTime();
        ReadMetrics metrics = read.run(aero.with(ReadOptions.DEFAULT.withMapReduction(reduction)));
        costs.add(System.nanoTime() - start, metrics);
        if (metrics.rows() != records) {
            throw new IllegalStateException("read " + metrics.rows() + " of " + records + " records");
        }
    }

    private static ReadMetrics scan(AeroArrowView view, String set, Schema schema) throws IOException {
        try (ScanArrowReader reader = view.scan(NAMESPACE, set).schema(schema).reader()) {
            while (reader.loadNextBatch()) {
                // Only the time counts.
            }
            return reader.metrics();
        }
    }

    private static ReadMetrics lookUp(AeroArrowView view, String set, Schema schema, BigIntVector ids) {
        try (BatchReadResult result =
                view.batchRead(NAMESPACE, set).schema(schema).result(ids)) {
            return result.metrics();
        }
    }
}

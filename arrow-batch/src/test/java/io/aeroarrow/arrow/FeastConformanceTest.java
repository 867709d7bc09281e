package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import com.aerospike.client.Operation;
import com.aerospike.client.Value;
import com.aerospike.client.cdt.MapOperation;
import com.aerospike.client.cdt.MapOrder;
import com.aerospike.client.cdt.MapPolicy;
import com.aerospike.client.cdt.MapWriteFlags;
import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.arrow.decode.RecordAppender;
import io.aeroarrow.internal.request.WireBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads records in the layout of Feast's Aerospike online store: features and event times as columns with paths. */
@ExtendWith(AerospikeExtension.class)
class FeastConformanceTest {

    private static final ArrowType TIME = new ArrowType.Timestamp(TimeUnit.MILLISECOND, "UTC");
    private static final Schema FEATURES = new Schema(List.of(
            part("features", "driver_stats.rating", Rows.FLOAT64),
            part("features", "driver_stats.trips", Rows.INT64),
            part("features", "driver_stats.active", Rows.BOOL),
            part("features", "driver_stats.city", Rows.UTF8),
            part(
                    "features",
                    "driver_stats.embedding",
                    new ArrowType.FixedSizeList(3),
                    field("element", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE))),
            part("features", "pricing.surge", Rows.FLOAT64),
            part("event_ts", "driver_stats", TIME),
            part("event_ts", "pricing", TIME),
            field("created_ts", TIME)));

    private static final long EVENT = Instant.parse("2026-11-01T12:00:00.250Z").toEpochMilli();
    private static final long CREATED = Instant.parse("2026-11-01T12:05:00Z").toEpochMilli();

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static Field part(String bin, String path, ArrowType type, Field... children) {
        Map<String, String> place = Map.of(FieldMetadata.BIN_METADATA, bin, FieldMetadata.PATH_METADATA, path);
        String name = bin.equals("features") ? path : bin + "." + path;
        return new Field(name, new FieldType(true, type, null, place), List.of(children));
    }

    private static Map<String, Object> row(Object... values) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            row.put(FEATURES.getFields().get(i).getName(), values[i]);
        }
        return row;
    }

    private static Map<Long, Map<String, Object>> expected() {
        Map<Long, Map<String, Object>> rows = new TreeMap<>();
        rows.put(
                1001L,
                row(4.5, 100L, true, "Zürich", List.of(0.5f, 1.5f, 1001f), 1.25, EVENT, EVENT + 60_000, CREATED));
        rows.put(1002L, row(4.625, 200L, false, "Oslo", List.of(0.5f, 1.5f, 1002f), null, EVENT, null, CREATED));
        rows.put(1003L, row(null, 300L, true, "Oslo", List.of(0.5f, 1.5f, 1003f), null, EVENT, null, null));
        rows.put(1004L, row(null, null, null, null, null, 5.0, null, EVENT + 60_000, CREATED));
        return rows;
    }

    private static List<String[]> captured() throws IOException {
        try (InputStream in = requireNonNull(FeastConformanceTest.class.getResourceAsStream("/feast/records.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .toList();
        }
    }

    /** Feast wrote these records itself. */
    @Test
    void decodesRecordsThatFeastWrote() throws IOException {
        Map<Long, Map<String, Object>> rows = new TreeMap<>();
        for (String[] record : captured()) {
            long driver = Long.parseLong(record[0]);
            assertThat(HexFormat.of().formatHex(entityKey(driver))).isEqualTo(record[1]);
            rows.put(driver, decode(record[2]));
        }
        assertThat(rows).isEqualTo(expected());
    }

    private static Map<String, Object> decode(String answer) {
        try (VectorSchemaRoot root = VectorSchemaRoot.create(FEATURES, cluster.allocator());
                RecordDecoder decoder = new RecordDecoder()) {
            RecordAppender.Source source =
                    new RecordAppender.Source(NAMESPACE, "driver_features_latest", OnMismatch.FAIL);
            RecordAppender appender = new RecordAppender(root, source, 1, Long.MAX_VALUE);
            appender.startBatch();
            decoder.offer(WireBytes.direct(HexFormat.of().parseHex(answer)));
            RecordBlock block = new RecordBlock();
            assertThat(decoder.next()).isTrue();
            block.add(decoder.record());
            appender.append(block);
            appender.finishBatch();
            return Rows.of(root).get(0);
        }
    }

    /** Feast serializes the key of an entity: its join keys by name, then the values, as little-endian numbers and bytes. */
    private static byte[] entityKey(long driver) {
        byte[] name = "driver_id".getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(12 + name.length + 16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(1)
                .putInt(2)
                .putInt(name.length)
                .put(name)
                .putInt(4)
                .putInt(Long.BYTES)
                .putLong(driver)
                .array();
    }

    @Test
    void readsByKeyAndByScan() throws IOException {
        String set = cluster.newSet();
        for (long driver : expected().keySet()) {
            write(set, driver);
        }
        for (MapReduction reduction : MapReduction.values()) {
            AeroArrowView aero = cluster.aero().with(ReadOptions.DEFAULT.withMapReduction(reduction));
            assertThat(lookUp(aero, set)).isEqualTo(List.copyOf(expected().values()));
            try (VectorSchemaRoot all =
                    aero.scan(NAMESPACE, set).schema(FEATURES).root()) {
                assertThat(Rows.of(all))
                        .containsExactlyInAnyOrderElementsOf(expected().values());
            }
        }
    }

    private static List<Map<String, Object>> lookUp(AeroArrowView aero, String set) {
        List<Long> drivers = new ArrayList<>(expected().keySet());
        try (VarBinaryVector keys = new VarBinaryVector("entity", cluster.allocator())) {
            for (int i = 0; i < drivers.size(); i++) {
                keys.setSafe(i, entityKey(drivers.get(i)));
            }
            keys.setValueCount(drivers.size());
            try (VectorSchemaRoot found =
                    aero.batchRead(NAMESPACE, set).schema(FEATURES).root(keys)) {
                List<Map<String, Object>> rows = Rows.of(found);
                rows.forEach(row -> assertThat(row.remove(MetadataColumn.RESULT_CODE.columnName()))
                        .isEqualTo(0));
                return rows;
            }
        }
    }

    /** Writes one feature view after the other, each into its own entry of the maps, as Feast does. */
    private static void write(String set, long driver) {
        Map<String, Object> row = requireNonNull(expected().get(driver));
        Value key = Value.get(entityKey(driver));
        Key record = new Key(NAMESPACE, set, key);
        for (String view : List.of("driver_stats", "pricing")) {
            Object time = row.get("event_ts." + view);
            if (time != null) {
                Map<String, Object> features = new TreeMap<>();
                row.forEach((column, value) -> {
                    if (column.startsWith(view + ".")) {
                        features.put(column.substring(view.length() + 1), stored(value));
                    }
                });
                MapPolicy ordered = new MapPolicy(MapOrder.KEY_ORDERED, MapWriteFlags.DEFAULT);
                List<Operation> operations = new ArrayList<>(List.of(
                        MapOperation.put(ordered, "features", Value.get(view), Value.get(features)),
                        MapOperation.put(ordered, "event_ts", Value.get(view), Value.get(time))));
                Object created = row.get("created_ts");
                if (created != null) {
                    operations.add(Operation.put(new Bin("created_ts", (long) created)));
                }
                cluster.official().operate(null, record, operations.toArray(Operation[]::new));
            }
        }
    }

    private static Object stored(Object value) {
        return value instanceof List<?> numbers
                ? numbers.stream().map(number -> ((Float) number).doubleValue()).toList()
                : value;
    }
}

package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aerospike.client.Bin;
import io.aeroarrow.admin.ServerFeature;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.MapReduction;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.embedded.EmbeddedAerospike;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows are the same whether servers reduce maps or send whole maps, for records of many types. The system property {@code
 * aeroarrow.test.map.records} sets the number of records of the scans that must not lose one.
 */
@ExtendWith(AerospikeExtension.class)
class MapReductionConformanceTest {

    private static final int RECORDS = Integer.getInteger("aeroarrow.test.map.records", 20_000);
    private static final Field NUMBER = field("n", Rows.INT64);
    private static final Field MISMATCH = MetadataColumn.MISMATCH.field();

    private static final Schema STRUCT =
            schema(NUMBER, MISMATCH, struct("m", "", field("a", Rows.INT64), field("b", Rows.UTF8)));
    private static final Schema PATHS = schema(
            part("x", Rows.FLOAT64, "v.x"),
            field("o", Rows.UTF8),
            part("a", Rows.INT64, "a"),
            part("z", Rows.INT64, "v.w.z"),
            NUMBER,
            part("é", Rows.UTF8, "é"),
            MISMATCH);
    private static final Schema STRUCT_AT_PATH = schema(
            struct("m", "v", field("x", Rows.FLOAT64), struct("w", "", field("z", Rows.INT64))),
            part("b", Rows.UTF8, "v.b"),
            NUMBER,
            MetadataColumn.GENERATION.field(),
            MISMATCH);
    private static final Schema TEXT = schema(NUMBER, MISMATCH, text("v"), text("a"));

    /** The records of the other tests. */
    private static final int FEW = 5_000;

    private static @Nullable EmbeddedAerospike newer;
    private static TestCluster scanned;

    @AutoClose
    private static TestCluster cluster;

    private static String many;
    private static String set;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
        set = cluster.newSet();
        MapRecords.write(cluster.aero().client(), set, FEW);
        if (server.kind() == AerospikeServer.Kind.EMBEDDED) {
            newer = EmbeddedAerospike.builder().version("8.1.2.0").start();
            scanned = TestCluster.open(newer.host(), newer.port());
        } else {
            scanned = TestCluster.open(server);
        }
        many = scanned.newSet();
        MapRecords.write(scanned.aero().client(), many, RECORDS);
    }

    @AfterAll
    static void close() {
        scanned.close();
        if (newer != null) {
            newer.close();
        }
    }

    private static Field part(String name, ArrowType type, String path) {
        return new Field(name, new FieldType(true, type, null, pathMetadata(path)), null);
    }

    private static Field text(String path) {
        Map<String, String> metadata = new HashMap<>(pathMetadata(path));
        metadata.put(FieldMetadata.TYPE_METADATA, FieldMetadata.TEXT_TYPE);
        return new Field("text_" + path, new FieldType(true, Rows.UTF8, null, metadata), null);
    }

    private static Field struct(String name, String path, Field... fields) {
        Map<String, String> metadata = path.isEmpty() ? Map.of() : pathMetadata(path);
        return new Field(name, new FieldType(true, new ArrowType.Struct(), null, metadata), List.of(fields));
    }

    private static Map<String, String> pathMetadata(String path) {
        return Map.of(FieldMetadata.BIN_METADATA, "m", FieldMetadata.PATH_METADATA, path);
    }

    @Test
    void losesNoRecordAndNoValueInScans() throws IOException {
        for (Schema schema : List.of(STRUCT, PATHS, STRUCT_AT_PATH, TEXT)) {
            Map<Long, Map<String, Object>> whole = scan(scanned, many, schema, MapReduction.NEVER);
            assertThat(whole).hasSize(RECORDS);
            assertThat(scan(scanned, many, schema, MapReduction.ALWAYS).equals(whole))
                    .isTrue();
        }
    }

    @Test
    void losesNoRecordAndNoValueInLookups() {
        for (Schema schema : List.of(STRUCT, PATHS, STRUCT_AT_PATH, TEXT)) {
            List<Map<String, Object>> whole = lookUp(cluster, schema, MapReduction.NEVER);
            assertThat(whole).hasSize(FEW + 1);
            assertThat(lookUp(cluster, schema, MapReduction.ALWAYS).equals(whole))
                    .isTrue();
        }
    }

    @Test
    void readsTheValuesThatWereWritten() throws IOException {
        Map<Long, Map<String, Object>> rows = scan(cluster, set, PATHS, MapReduction.ALWAYS);
        for (int i = 0; i < FEW; i++) {
            Map<String, Object> row = rows.get((long) i);
            List<String> mismatches = new ArrayList<>();
            requireValue(row, i, "x", List.of("v", "x"), mismatches);
            requireValue(row, i, "a", List.of("a"), mismatches);
            requireValue(row, i, "z", List.of("v", "w", "z"), mismatches);
            requireValue(row, i, "é", List.of("é"), mismatches);
            assertThat((List<?>) row.get("__mismatch")).hasSize(mismatches.size());
        }
    }

    private static void requireValue(
            Map<String, Object> row, int number, String column, List<String> path, List<String> mismatches) {
        Value stored = MapRecords.at(number, path);
        Object expected = null;
        if (stored instanceof Value.IntegerValue integer && !column.equals("é")) {
            // All integers of the records fit into a float.
            expected = column.equals("x") ? (Object) (double) integer.value() : (Object) integer.value();
        } else if (stored instanceof Value.FloatValue number64 && column.equals("x")) {
            expected = number64.value();
        } else if (column.equals("é") && stored instanceof Value.StringValue text) {
            expected = text.value();
        } else if (column.equals("é") && stored instanceof Value.GeoJsonValue geo) {
            expected = geo.json();
        } else if (stored != MapRecords.NO_MAP && column.equals("é") && isContainer(stored)) {
            // As JSON.
            assertThat((String) row.get(column)).matches("[\\[{].*[\\]}]");
            return;
        } else if (stored != null) {
            mismatches.add(column);
        }
        assertThat(row.get(column))
                .as("%s of record %s, %s", column, number, stored)
                .isEqualTo(expected);
    }

    private static boolean isContainer(@Nullable Value value) {
        return value instanceof Value.ListValue || value instanceof Value.MapValue;
    }

    @Test
    void dropsTheSameRecordsWithoutBins() throws IOException {
        Schema parts = schema(part("a", Rows.INT64, "a"), MetadataColumn.KEY.field(), MISMATCH);
        ReadOptions drop = ReadOptions.DEFAULT.withEmptyRecords(EmptyRecords.DROP);
        long expected = IntStream.range(0, FEW)
                .filter(number -> MapRecords.of(number) != null)
                .count();
        for (MapReduction reduction : List.of(MapReduction.NEVER, MapReduction.ALWAYS)) {
            assertThat(count(
                            drop.withMapReduction(reduction),
                            parts,
                            Filter.bin("n").atLeast(0)))
                    .isEqualTo(expected);
            assertThat(count(
                            ReadOptions.DEFAULT.withMapReduction(reduction),
                            parts,
                            Filter.bin("n").atLeast(0)))
                    .isEqualTo(FEW);
            assertThat(count(
                            ReadOptions.DEFAULT.withMapReduction(reduction),
                            parts,
                            Filter.bin("m").exists()))
                    .isEqualTo(expected);
        }
    }

    private static long count(ReadOptions options, Schema schema, Filter filter) throws IOException {
        Schema untyped = schema(schema.getFields().get(0), field("__generation", Rows.INT64), MISMATCH);
        try (ScanArrowReader reader = cluster.aero()
                .with(options.withOnMismatch(OnMismatch.NULL))
                .scan(NAMESPACE, set)
                .schema(untyped)
                .where(filter)
                .reader()) {
            long rows = 0;
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        }
    }

    /** Each record alone: its value, or the same error with the type of its bin. */
    @Test
    void failsWithTheSameErrors() {
        int failed = 0;
        for (int i = 0; i < 300; i++) {
            for (Schema schema : List.of(STRUCT, PATHS, STRUCT_AT_PATH)) {
                Throwable whole = failure(i, schema, MapReduction.NEVER);
                Throwable reduced = failure(i, schema, MapReduction.ALWAYS);
                assertThat(reduced == null ? null : reduced.getMessage())
                        .isEqualTo(whole == null ? null : whole.getMessage());
                failed += whole == null ? 0 : 1;
            }
        }
        assertThat(failed).isGreaterThan(90).isLessThan(700);
    }

    private static @Nullable Throwable failure(int key, Schema schema, MapReduction reduction) {
        try (BigIntVector keys = new BigIntVector("key", cluster.allocator())) {
            keys.setSafe(0, key);
            keys.setValueCount(1);
            return catchThrowable(() -> cluster.aero()
                    .with(ReadOptions.DEFAULT.withMapReduction(reduction))
                    .batchRead(NAMESPACE, set)
                    .schema(schema)
                    .root(keys)
                    .close());
        }
    }

    @Test
    void sendsFewerBytes() throws IOException {
        Schema one = schema(part("a", Rows.INT64, "a"), MISMATCH);
        assertThat(scanBytes(one, MapReduction.ALWAYS))
                .isLessThan((cluster.aero().client().capabilities().supports(ServerFeature.QUERY_OPERATIONS) ? 1 : 2)
                        * scanBytes(one, MapReduction.NEVER));
        // The records are small, so that it would not pay.
        assertThat(scanBytes(one, MapReduction.AUTO)).isEqualTo(scanBytes(one, MapReduction.NEVER));
    }

    @Test
    void lookupsOfLargeRecordsAreReduced() {
        String large = cluster.newSet();
        for (int i = 0; i < 50; i++) {
            Map<String, String> map = Map.of("a", "short", "b", "x".repeat(9_000));
            cluster.put(large, i, new Bin("m", map));
        }
        Schema one = schema(part("a", Rows.UTF8, "a"));
        assertThat(lookUpBytes(large, one, MapReduction.NEVER)).isGreaterThan(50 * 9_000);
        assertThat(lookUpBytes(large, one, MapReduction.ALWAYS)).isLessThan(50 * 200);
        assertThat(lookUpBytes(large, one, MapReduction.AUTO)).isEqualTo(lookUpBytes(large, one, MapReduction.ALWAYS));
        Schema both = schema(part("a", Rows.UTF8, "a"), field("m", Rows.UTF8));
        assertThat(lookUpBytes(large, both, MapReduction.ALWAYS))
                .as("the whole map is read once")
                .isEqualTo(lookUpBytes(large, both, MapReduction.NEVER));
    }

    private static long lookUpBytes(String from, Schema schema, MapReduction reduction) {
        try (BigIntVector keys = new BigIntVector("key", cluster.allocator())) {
            for (int i = 0; i < 50; i++) {
                keys.setSafe(i, i);
            }
            keys.setValueCount(50);
            try (BatchReadResult result = cluster.aero()
                    .with(ReadOptions.DEFAULT.withMapReduction(reduction))
                    .batchRead(NAMESPACE, from)
                    .schema(schema)
                    .onlyFound()
                    .result(keys)) {
                assertThat(Rows.of(result.root()))
                        .hasSize(50)
                        .allMatch(row -> row.get("a").equals("short"));
                return result.metrics().bytes();
            }
        }
    }

    private static long scanBytes(Schema schema, MapReduction reduction) throws IOException {
        ReadOptions options = ReadOptions.DEFAULT.withMapReduction(reduction).withOnMismatch(OnMismatch.NULL);
        try (ScanArrowReader reader =
                cluster.aero().with(options).scan(NAMESPACE, set).schema(schema).reader()) {
            while (reader.loadNextBatch()) {
                assertThat(reader.getVectorSchemaRoot().getRowCount()).isPositive();
            }
            return reader.bytesRead();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.1.0.3", "8.1.2.0"})
    void readsTheSameFromTheEmbeddedServer(String version) throws IOException {
        try (EmbeddedAerospike server =
                        EmbeddedAerospike.builder().version(version).start();
                TestCluster embedded = TestCluster.open(server.host(), server.port())) {
            MapRecords.write(embedded.aero().client(), set, FEW);
            for (Schema schema : List.of(STRUCT, PATHS, STRUCT_AT_PATH, TEXT)) {
                assertThat(scan(embedded, set, schema, MapReduction.ALWAYS))
                        .hasSize(FEW)
                        .isEqualTo(scan(embedded, set, schema, MapReduction.NEVER));
                assertThat(lookUp(embedded, schema, MapReduction.ALWAYS))
                        .isEqualTo(lookUp(embedded, schema, MapReduction.NEVER));
            }
        }
    }

    @Test
    void malformedPathsAreRefused() {
        Scan scan = cluster.aero().scan(NAMESPACE, set);
        assertThatThrownBy(
                        () -> scan.schema(schema(part("a", Rows.INT64, "v..x"))).root())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field 'a' has the path 'v..x' with an empty key; separate the keys by single dots, as in"
                        + " 'view.feature'");
        Field required = new Field("a", new FieldType(false, Rows.INT64, null, pathMetadata("v.x")), null);
        assertThatThrownBy(() -> scan.schema(schema(required)).root())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field 'a' has the path 'v.x', which a record may not have; declare the field nullable");
    }

    private static Map<Long, Map<String, Object>> scan(
            TestCluster from, String name, Schema schema, MapReduction reduction) throws IOException {
        ReadOptions options = ReadOptions.DEFAULT.withMapReduction(reduction).withOnMismatch(OnMismatch.NULL);
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ScanArrowReader reader =
                from.aero().with(options).scan(NAMESPACE, name).schema(schema).reader()) {
            Rows.readAll(reader, rows);
        }
        Map<Long, Map<String, Object>> byNumber = new HashMap<>();
        rows.forEach(row -> assertThat(byNumber.put((Long) row.get("n"), row)).isNull());
        return byNumber;
    }

    private static List<Map<String, Object>> lookUp(TestCluster from, Schema schema, MapReduction reduction) {
        ReadOptions options = ReadOptions.DEFAULT.withMapReduction(reduction).withOnMismatch(OnMismatch.NULL);
        try (BigIntVector keys = new BigIntVector("key", from.allocator())) {
            for (int i = 0; i <= FEW; i++) {
                keys.setSafe(i, i);
            }
            keys.setValueCount(FEW + 1);
            try (BatchReadResult result = from.aero()
                    .with(options)
                    .batchRead(NAMESPACE, set)
                    .schema(schema)
                    .result(keys)) {
                return Rows.of(result.root());
            }
        }
    }
}

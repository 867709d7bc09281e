package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.Rows.typed;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import com.aerospike.client.Record;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.arrow.write.RowResults;
import io.aeroarrow.arrow.write.RowResults.Outcome;
import io.aeroarrow.arrow.write.WriteFailedException;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.TimeToLive;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampMicroTZVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowReader;
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

/** Compares written vectors with the records that the official client and a scan by the same schema read. */
@ExtendWith(AerospikeExtension.class)
class WriteConformanceTest {

    private static final ArrowType FLOAT32 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static Write write(String set) {
        return cluster.aero().write(NAMESPACE, set).keyColumn("id").keyAsBin(false);
    }

    private static VectorSchemaRoot root(int rows, Schema schema, BiConsumer<VectorSchemaRoot, Integer> fill) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, cluster.allocator());
        root.allocateNew();
        for (int i = 0; i < rows; i++) {
            fill.accept(root, i);
        }
        root.setRowCount(rows);
        return root;
    }

    private static Record read(String set, Object key) {
        return cluster.official().get(null, TestCluster.key(set, key));
    }

    private static VectorSchemaRoot numbers(int rows) {
        return root(rows, schema(field("id", Rows.INT64), field("n", Rows.INT64)), (root, i) -> {
            ((BigIntVector) root.getVector("id")).setSafe(i, i);
            ((BigIntVector) root.getVector("n")).setSafe(i, 10L * i);
        });
    }

    @Test
    void theKeyColumnIsABinTooByDefault() {
        String set = cluster.newSet();
        try (VectorSchemaRoot root = numbers(2)) {
            cluster.aero().write(NAMESPACE, set).keyColumn("id").run(root).orThrow();
        }
        assertThat(read(set, 1L).bins).isEqualTo(Map.of("id", 1L, "n", 10L));
    }

    @Test
    void scalarsAreReadBackAsWritten() {
        String set = cluster.newSet();
        Schema schema = schema(
                field("id", Rows.UTF8),
                field("i", new ArrowType.Int(32, true)),
                field("d", Rows.FLOAT64),
                field("b", Rows.BOOL),
                field("raw", Rows.BINARY),
                field("dec", new ArrowType.Decimal(18, 0, 128)),
                field("at", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
                typed("geo", Rows.UTF8, "geojson"),
                new Field(
                        "renamed",
                        new FieldType(true, Rows.UTF8, null, Map.of(FieldMetadata.BIN_METADATA, "name")),
                        null));
        String place = "{\"type\": \"Point\", \"coordinates\": [1.5, 2.5]}";
        try (VectorSchemaRoot root = root(2, schema, (r, i) -> {
            ((VarCharVector) r.getVector("id")).setSafe(i, ("k" + i).getBytes(StandardCharsets.UTF_8));
            if (i == 0) {
                ((IntVector) r.getVector("i")).setSafe(i, -7);
                ((Float8Vector) r.getVector("d")).setSafe(i, 2.5);
                ((BitVector) r.getVector("b")).setSafe(i, 1);
                ((VarBinaryVector) r.getVector("raw")).setSafe(i, new byte[] {1, 0, -1});
                ((DecimalVector) r.getVector("dec")).setSafe(i, new BigDecimal("123456789012345678"));
                ((TimeStampMicroTZVector) r.getVector("at")).setSafe(i, 1_700_000_000_000_001L);
                ((VarCharVector) r.getVector("geo")).setSafe(i, place.getBytes(StandardCharsets.UTF_8));
            }
            ((VarCharVector) r.getVector("renamed")).setSafe(i, "日本".getBytes(StandardCharsets.UTF_8));
        })) {
            WriteResult result = write(set).run(root).orThrow();
            assertThat(List.of(result.rows(), result.written(), result.failed()))
                    .isEqualTo(List.of(2L, 2L, 0L));
            assertThat(read(set, "k1").bins).isEqualTo(Map.of("name", "日本"));
            Record first = read(set, "k0");
            assertThat(first.getLong("i")).isEqualTo(-7);
            assertThat(first.getDouble("d")).isEqualTo(2.5);
            assertThat(first.getBoolean("b")).isTrue();
            assertThat((byte[]) first.getValue("raw")).isEqualTo(new byte[] {1, 0, -1});
            assertThat(first.getLong("dec")).isEqualTo(123_456_789_012_345_678L);
            assertThat(first.getLong("at")).isEqualTo(1_700_000_000_000_001L);
            assertThat(first.getGeoJSONString("geo")).isEqualTo(place);
            assertThat(first.getString("name")).isEqualTo("日本");
        }
    }

    @Test
    void aScanIsCopiedToAnotherSetUnchanged() throws IOException {
        String from = cluster.newSet();
        String to = cluster.newSet();
        for (int i = 0; i < 300; i++) {
            Map<String, Object> inside = new HashMap<>();
            inside.put("x", i / 4.0);
            inside.put("y", null);
            cluster.put(
                    from,
                    i,
                    new Bin("n", i),
                    new Bin("s", "s" + i),
                    new Bin("l", Arrays.asList(1L, null, (long) i)),
                    new Bin("m", inside),
                    new Bin("nest", List.of(List.of("a"), List.of(), List.of("b", "c" + i))),
                    new Bin("raw", new byte[i % 5]));
        }
        Scan scan = cluster.aero().scan(NAMESPACE, from).columns("__key", "n", "s", "l", "m", "nest", "raw", "__ttl");
        try (ArrowReader reader = scan.batchRows(64).reader()) {
            WriteResult result =
                    cluster.aero().write(NAMESPACE, to).batchRows(17).run(reader);
            assertThat(result.orThrow().written()).isEqualTo(300);
        }
        for (int i = 0; i < 300; i++) {
            Record expected = read(from, i);
            Record actual = read(to, i);
            assertThat(actual.getValue("raw")).isEqualTo(expected.getValue("raw"));
            expected.bins.remove("raw");
            actual.bins.remove("raw");
            assertThat(actual.bins).isEqualTo(expected.bins);
        }
    }

    @Test
    void embeddingsArePackedOrWrittenAsLists() {
        String set = cluster.newSet();
        Field element = field("element", FLOAT32);
        Schema schema = schema(
                field("id", Rows.INT64),
                typed("packed", new ArrowType.FixedSizeList(3), "blob", element),
                new Field("list", FieldType.nullable(new ArrowType.FixedSizeList(3)), List.of(element)));
        try (VectorSchemaRoot root = root(2, schema, (r, i) -> {
            ((BigIntVector) r.getVector("id")).setSafe(i, i);
            for (String name : List.of("packed", "list")) {
                FixedSizeListVector lists = (FixedSizeListVector) r.getVector(name);
                lists.startNewValue(i);
                for (int k = 0; k < 3; k++) {
                    ((Float4Vector) lists.getDataVector()).setSafe(3 * i + k, i + k / 4f);
                }
            }
        })) {
            write(set).run(root).orThrow();
        }
        ByteBuffer packed =
                ByteBuffer.wrap((byte[]) read(set, 1).getValue("packed")).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(packed.getFloat(), packed.getFloat(), packed.getFloat()))
                .isEqualTo(List.of(1f, 1.25f, 1.5f));
        assertThat(read(set, 1).getList("list")).isEqualTo((List) List.of(1.0, 1.25, 1.5));
    }

    @Test
    void nullsDeleteTheirBinSkipItOrFailTheRow() {
        String set = cluster.newSet();
        Schema schema = schema(field("id", Rows.INT64), field("a", Rows.INT64), field("b", Rows.INT64));
        for (NullBins nulls : NullBins.values()) {
            for (int i = 0; i < 2; i++) {
                cluster.put(set, i, new Bin("a", 1), new Bin("b", 1));
            }
            try (VectorSchemaRoot root = root(2, schema, (r, i) -> {
                ((BigIntVector) r.getVector("id")).setSafe(i, i);
                ((BigIntVector) r.getVector("b")).setSafe(i, 2);
                if (i == 1) {
                    ((BigIntVector) r.getVector("a")).setSafe(i, 2);
                }
            })) {
                WriteResult result = write(set).nulls(nulls).run(root);
                assertThat(read(set, 1).bins).isEqualTo(Map.of("a", 2L, "b", 2L));
                switch (nulls) {
                    case DELETE -> assertThat(read(set, 0).bins).isEqualTo(Map.of("b", 2L));
                    case SKIP -> assertThat(read(set, 0).bins).isEqualTo(Map.of("a", 1L, "b", 2L));
                    case FAIL -> {
                        assertThat(read(set, 0).bins).isEqualTo(Map.of("a", 1L, "b", 1L));
                        assertThat(result.failures()).singleElement().satisfies(failure -> {
                            assertThat(failure.row()).isZero();
                            assertThat(failure.message()).contains("bin 'a' is null");
                        });
                    }
                }
            }
        }
    }

    @Test
    void aFailedRowDoesNotFailTheOthers() {
        String set = cluster.newSet();
        cluster.put(set, 3, new Bin("n", -1));
        try (VectorSchemaRoot root = numbers(10)) {
            ((BigIntVector) root.getVector("id")).setNull(5);
            Write create = write(set).existsAction(ExistsAction.CREATE_ONLY).batchRows(4);
            WriteResult result = create.run(root);
            assertThat(List.of(result.rows(), result.written(), result.failed(), result.inDoubt()))
                    .isEqualTo(List.of(10L, 8L, 2L, 0L));
            assertThat(result.failures()).extracting(RowFailure::row).containsExactly(3L, 5L);
            assertThat(result.failures().get(0).resultCode()).isEqualTo(ResultCode.RECORD_EXISTS.code());
            assertThat(result.failures().get(1).message()).contains("'id' is null");
            assertThatThrownBy(result::orThrow)
                    .isInstanceOf(WriteFailedException.class)
                    .hasMessageContainingAll("2 of 10 rows", "row 3", "exists already", "row 5");
            assertThat(read(set, 3).getLong("n")).isEqualTo(-1);
            assertThat(read(set, 9).getLong("n")).isEqualTo(90);
            WriteResult all = create.describedFailures(1).run(root);
            assertThat(List.of(all.failed(), (long) all.failures().size())).isEqualTo(List.of(10L, 1L));
            WriteResult early =
                    create.batchRows(1).batchesInFlight(1).stopAfter(2).run(root);
            assertThat(early.stopped()).isTrue();
            assertThat(early.rows()).isLessThan(10);
        }
    }

    @Test
    void eachRowHasAResultOnRequest() {
        String set = cluster.newSet();
        cluster.put(set, 3, new Bin("n", -1));
        try (VectorSchemaRoot root = numbers(10)) {
            ((BigIntVector) root.getVector("id")).setNull(5);
            Write create = write(set).existsAction(ExistsAction.CREATE_ONLY).batchRows(4);
            RowResults results = create.keepResults(true).run(root).results().orElseThrow();
            assertThat(results.count()).isEqualTo(10);
            for (int row = 0; row < 10; row++) {
                assertThat(results.outcome(row)).isEqualTo(row == 3 || row == 5 ? Outcome.FAILED : Outcome.WRITTEN);
                assertThat(results.resultCode(row))
                        .isEqualTo(
                                switch (row) {
                                    case 3 -> ResultCode.RECORD_EXISTS.code();
                                    case 5 -> WriteResult.NO_ANSWER;
                                    default -> 0;
                                });
            }
            assertThatThrownBy(() -> results.outcome(10))
                    .hasMessageContaining("there is no row 10; the write has 10 rows");
            RowResults skips = create.skipping(Set.of(ResultCode.RECORD_EXISTS))
                    .keepResults(true)
                    .run(root)
                    .results()
                    .orElseThrow();
            assertThat(skips.outcome(9)).isEqualTo(Outcome.SKIPPED);
            assertThat(write(set).run(root).results()).isEmpty();
        }
    }

    @Test
    void malformedUtf8IsNotWritten() {
        String set = cluster.newSet();
        Schema schema = schema(field("id", Rows.INT64), field("s", Rows.UTF8));
        try (VectorSchemaRoot root = root(2, schema, (r, i) -> {
            ((BigIntVector) r.getVector("id")).setSafe(i, i);
            ((VarCharVector) r.getVector("s")).setSafe(i, i == 0 ? new byte[] {'a', (byte) 0xff} : new byte[] {'b'});
        })) {
            WriteResult result = write(set).run(root);
            assertThat(result.written()).isEqualTo(1);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.key())
                        .hasValueSatisfying(key -> assertThat(key.userKey()).isEqualTo(Value.of(0)));
                assertThat(failure.message()).contains("column 's'", "not well-formed UTF-8");
            });
        }
        assertThat(read(set, 1).getString("s")).isEqualTo("b");
    }

    @Test
    void largeRowsAreSentBeforeABatchIsFull() {
        String set = cluster.newSet();
        Schema schema = schema(field("id", Rows.INT64), field("raw", Rows.BINARY));
        int rows = 40;
        try (VectorSchemaRoot root = root(rows, schema, (r, i) -> {
            ((BigIntVector) r.getVector("id")).setSafe(i, i);
            byte[] raw = new byte[1_000_000];
            raw[0] = i.byteValue();
            ((VarBinaryVector) r.getVector("raw")).setSafe(i, raw);
        })) {
            // Together the rows exceed the size of a batch.
            assertThat(write(set).run(root).orThrow().written()).isEqualTo(rows);
        }
        for (int i = 0; i < rows; i++) {
            assertThat(((byte[]) read(set, i).getValue("raw"))[0]).isEqualTo((byte) i);
        }
    }

    @Test
    void writesGenerationsAndTimesToLive() {
        String set = cluster.newSet();
        cluster.put(set, 0, new Bin("n", -1));
        cluster.put(set, 1, new Bin("n", -1));
        cluster.put(set, 1, new Bin("n", -1));
        Schema schema = schema(
                field("id", Rows.INT64),
                field("n", Rows.INT64),
                field("gen", new ArrowType.Int(32, true)),
                field("ttl", new ArrowType.Int(32, true)));
        try (VectorSchemaRoot root = root(3, schema, (r, i) -> {
            ((BigIntVector) r.getVector("id")).setSafe(i, i);
            ((BigIntVector) r.getVector("n")).setSafe(i, i);
            if (i < 2) {
                ((IntVector) r.getVector("gen")).setSafe(i, 1);
            }
            if (i == 0) {
                ((IntVector) r.getVector("ttl")).setSafe(i, TimeToLive.NEVER.seconds());
            }
        })) {
            WriteResult result = write(set)
                    .generationColumn("gen")
                    .timeToLiveColumn("ttl")
                    .timeToLive(new TimeToLive(1_000))
                    .run(root);
            assertThat(result.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.row()).isEqualTo(1);
                assertThat(failure.resultCode()).isEqualTo(ResultCode.GENERATION.code());
            });
        }
        assertThat(read(set, 0).bins).isEqualTo(Map.of("n", 0L));
        assertThat(read(set, 0).expiration).isZero();
        assertThat(read(set, 1).bins).isEqualTo(Map.of("n", -1L));
        assertThat(read(set, 2).bins).isEqualTo(Map.of("n", 2L));
        assertThat(read(set, 2).getTimeToLive()).isBetween(900, 1_000);
    }

    @Test
    void writesRecordsByDigest() {
        String set = cluster.newSet();
        cluster.put(set, "key", new Bin("n", 1));
        Schema schema = schema(field("__digest", new ArrowType.FixedSizeBinary(20)), field("n", Rows.INT64));
        try (VectorSchemaRoot root = root(1, schema, (r, i) -> {
            ((FixedSizeBinaryVector) r.getVector("__digest")).setSafe(i, TestCluster.key(set, "key").digest);
            ((BigIntVector) r.getVector("n")).setSafe(i, 2);
        })) {
            write(set).digestColumn("__digest").run(root).orThrow();
        }
        assertThat(read(set, "key").getLong("n")).isEqualTo(2);
    }

    @Test
    void unsupportedColumnsAreNamedInTheError() {
        String set = cluster.newSet();
        BufferAllocator allocator = cluster.allocator();
        try (VectorSchemaRoot root = numbers(1)) {
            assertThatThrownBy(() -> write(set).keyColumn("nope").run(root))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("no column 'nope' for the keys", "[id, n]");
            assertThatThrownBy(() -> write(set).batchRows(0)).hasMessageContaining("batchRows is 0");
        }
        Schema fractions = schema(field("id", Rows.INT64), field("price", new ArrowType.Decimal(10, 2, 128)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(fractions, allocator)) {
            assertThatThrownBy(() -> write(set).run(root)).hasMessageContainingAll("'price'", "cannot be written");
        }
        Schema text = schema(field("id", Rows.INT64), typed("l", Rows.UTF8, "list"));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(text, allocator)) {
            assertThatThrownBy(() -> write(set).run(root)).hasMessageContainingAll("'l'", "JSON text");
        }
        Schema unsigned = schema(field("id", Rows.INT64), field("u", new ArrowType.Int(64, false)));
        try (VectorSchemaRoot root = root(2, unsigned, (r, i) -> {
            ((BigIntVector) r.getVector("id")).setSafe(i, i);
            ((UInt8Vector) r.getVector("u")).setSafe(i, i == 0 ? -1 : 5);
        })) {
            WriteResult result = write(set).run(root);
            assertThat(List.of(result.written(), result.failed())).isEqualTo(List.of(1L, 1L));
            assertThat(result.failures().get(0).toString()).contains("row 0 ", "18446744073709551615");
        }
    }
}

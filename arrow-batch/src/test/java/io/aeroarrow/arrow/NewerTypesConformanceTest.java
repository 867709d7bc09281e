package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Types that the oldest supported Arrow does not have, dictionaries, and reported mismatches. */
@ExtendWith(AerospikeExtension.class)
class NewerTypesConformanceTest {

    private static final ArrowType FLOAT16 = new ArrowType.FloatingPoint(FloatingPointPrecision.HALF);

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static Field encoded(String name, ArrowType type) {
        DictionaryEncoding encoding = new DictionaryEncoding(5, false, new ArrowType.Int(16, true));
        return new Field(name, new FieldType(true, type, encoding), null);
    }

    @Test
    void readsShortAndLongTextViews() throws IOException {
        String set = cluster.newSet();
        Map<Long, String> texts = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            // A view holds up to 12 bytes itself; longer values need a buffer.
            String text = "é".repeat(i % 9) + "x".repeat(i == 7 ? 100_000 : i);
            texts.put((long) i, text);
            cluster.put(set, i, new Bin("t", text), new Bin("l", List.of(text, "", "short")));
        }
        cluster.put(set, 300, new Bin("t", 5));
        Field lists =
                new Field("l", FieldType.nullable(new ArrowType.List()), List.of(field("e", new ArrowType.Utf8View())));
        Schema schema = schema(field("__key", Rows.INT64), field("t", new ArrowType.Utf8View()), lists);
        AeroArrowView small =
                cluster.aero().with(cluster.aero().options().withBatchRows(64).withOnMismatch(OnMismatch.NULL));
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ScanArrowReader reader = small.scan(NAMESPACE, set).schema(schema).reader()) {
            while (reader.loadNextBatch()) {
                ViewVarCharVector vector =
                        (ViewVarCharVector) reader.getVectorSchemaRoot().getVector("t");
                vector.validateFull();
                rows.addAll(Rows.of(reader.getVectorSchemaRoot()));
            }
            assertThat(reader.metrics().mismatches()).isEqualTo(Map.of("t", 1L));
        }
        Map<Object, Map<String, Object>> byKey = Rows.by("__key", rows);
        assertThat(byKey).hasSize(301);
        texts.forEach((key, text) -> {
            assertThat(byKey.get(key).get("t")).hasToString(text);
            assertThat(((List<?>) byKey.get(key).get("l"))
                            .stream().map(Object::toString).toList())
                    .isEqualTo(List.of(text, "", "short"));
        });
        assertThat(byKey.get(300L).get("t")).isNull();
    }

    private static Field binaryView(String name, String bin) {
        return new Field(
                name,
                new FieldType(true, new ArrowType.BinaryView(), null, Map.of(FieldMetadata.BIN_METADATA, bin)),
                null);
    }

    @Test
    void readsBlobViewsInKeyOrder() {
        String set = cluster.newSet();
        byte[] large = new byte[200_000];
        Arrays.fill(large, (byte) 9);
        cluster.put(set, 1, new Bin("b", new byte[] {1, 2, 3}));
        cluster.put(set, 2, new Bin("b", large));
        try (BigIntVector keys = keys(2, 3, 1, 2);
                VectorSchemaRoot root = cluster.aero()
                        .batchRead(NAMESPACE, set)
                        .schema(schema(binaryView("view", "b")))
                        .root(keys)) {
            FieldVector view = root.getVector("view");
            view.validateFull();
            assertThat((byte[]) view.getObject(0)).isEqualTo(large);
            assertThat(view.isNull(1)).isTrue();
            assertThat((byte[]) view.getObject(2)).containsExactly(1, 2, 3);
            assertThat((byte[]) view.getObject(3)).isEqualTo(large);
        }
    }

    private static BigIntVector keys(long... numbers) {
        BigIntVector keys = new BigIntVector("key", cluster.allocator());
        for (int i = 0; i < numbers.length; i++) {
            keys.setSafe(i, numbers[i]);
        }
        keys.setValueCount(numbers.length);
        return keys;
    }

    @Test
    void intervalsOfMonthsAreIntegers() {
        String set = cluster.newSet();
        String copy = cluster.newSet();
        cluster.put(set, 1, new Bin("months", 14));
        cluster.put(set, 2, new Bin("months", -1));
        cluster.put(set, 3, new Bin("months", 1L << 31));
        Schema schema =
                schema(field("__key", Rows.INT64), field("months", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)));
        AeroArrowView tolerant = cluster.aero().with(cluster.aero().options().withOnMismatch(OnMismatch.NULL));
        try (VectorSchemaRoot root =
                tolerant.scan(NAMESPACE, set).schema(schema).root()) {
            Map<Object, Map<String, Object>> byKey = Rows.by("__key", Rows.of(root));
            assertThat(byKey.get(1L).get("months")).isEqualTo(Period.ofMonths(14));
            assertThat(byKey.get(2L).get("months")).isEqualTo(Period.ofMonths(-1));
            assertThat(byKey.get(3L).get("months")).as("more than 32 bits").isNull();
            cluster.aero().write(NAMESPACE, copy).nulls(NullBins.SKIP).run(root).orThrow();
        }
        assertThat(bins(copy, 1)).containsEntry("months", 14L);
        assertThat(bins(copy, 2)).containsEntry("months", -1L);
        Schema days = schema(field("months", new ArrowType.Interval(IntervalUnit.DAY_TIME)));
        assertThatThrownBy(() -> tolerant.scan(NAMESPACE, set).schema(days).root())
                .hasMessageContaining("field 'months' has the unsupported type");
    }

    @Test
    void halfFloatsHoldExactValuesOnly() {
        String set = cluster.newSet();
        double[] exact = {0.0, -0.0, 1.5, -65504, Math.pow(2, -24), Double.NaN, Double.NEGATIVE_INFINITY};
        double[] others = {0.1, 65520, Math.pow(2, -25)};
        for (int i = 0; i < exact.length; i++) {
            cluster.put(set, i, new Bin("f", exact[i]));
        }
        for (int i = 0; i < others.length; i++) {
            cluster.put(set, 100 + i, new Bin("f", others[i]));
        }
        cluster.put(set, 200, new Bin("f", 2048));
        cluster.put(set, 201, new Bin("f", 2049));
        AeroArrowView tolerant = cluster.aero().with(cluster.aero().options().withOnMismatch(OnMismatch.NULL));
        try (BigIntVector keys = keys(0, 1, 2, 3, 4, 5, 6, 100, 101, 102, 200, 201);
                BatchReadResult result = tolerant.batchRead(NAMESPACE, set)
                        .schema(schema(field("f", FLOAT16)))
                        .result(keys)) {
            Float2Vector halves = (Float2Vector) result.root().getVector("f");
            for (int i = 0; i < exact.length; i++) {
                assertThat((double) halves.getValueAsFloat(i)).isEqualTo(Double.valueOf(exact[i]));
            }
            for (int i = 0; i < others.length; i++) {
                assertThat(halves.isNull(exact.length + i)).isTrue();
            }
            assertThat(halves.getValueAsFloat(10)).isEqualTo(2048);
            assertThat(halves.isNull(11)).isTrue();
            assertThat(result.metrics().mismatches()).isEqualTo(Map.of("f", 4L));
            assertThat(result.metrics().mismatched()).isEqualTo(4);
            assertThat(result.metrics().rows()).isEqualTo(12);
        }
    }

    @Test
    void aScansDictionariesGrowFromBatchToBatch() throws IOException {
        String set = cluster.newSet();
        for (int i = 0; i < 200; i++) {
            cluster.put(set, i, new Bin("s", "city " + i % 30));
        }
        AeroArrowView small = cluster.aero().with(cluster.aero().options().withBatchRows(50));
        Schema schema = schema(field("__key", Rows.INT64), encoded("s", Rows.UTF8));
        int rows = 0;
        try (ScanArrowReader reader = small.scan(NAMESPACE, set).schema(schema).reader()) {
            while (reader.loadNextBatch()) {
                VectorSchemaRoot root = reader.getVectorSchemaRoot();
                BigIntVector keys = (BigIntVector) root.getVector("__key");
                try (VarCharVector texts =
                        (VarCharVector) DictionaryEncoder.decode(root.getVector("s"), reader.lookup(5))) {
                    for (int i = 0; i < root.getRowCount(); i++) {
                        assertThat(texts.getObject(i)).hasToString("city " + keys.get(i) % 30);
                    }
                }
                rows += root.getRowCount();
            }
            assertThat(reader.lookup(5).getVector().getValueCount()).isEqualTo(30);
            assertThat(reader.metrics().rows()).isEqualTo(200);
            assertThat(reader.metrics().bytes()).isPositive().isEqualTo(reader.bytesRead());
        }
        assertThat(rows).isEqualTo(200);
    }

    @Test
    void batchReadsReturnTheirDictionaries() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("s", "one"));
        cluster.put(set, 2, new Bin("s", "two"));
        Schema schema = schema(encoded("s", Rows.UTF8));
        try (BigIntVector keys = keys(2, 1, 9, 2);
                BatchReadResult result =
                        cluster.aero().batchRead(NAMESPACE, set).schema(schema).result(keys)) {
            FieldVector numbers = result.root().getVector("s");
            assertThat(numbers.getObject(0)).isEqualTo((short) 0);
            assertThat(numbers.getObject(1)).isEqualTo((short) 1);
            assertThat(numbers.isNull(2)).isTrue();
            assertThat(numbers.getObject(3)).isEqualTo((short) 0);
            assertThat(result.dictionaries().lookup(5).getVector().getObject(1)).hasToString("one");
            assertThatThrownBy(() -> cluster.aero()
                            .batchRead(NAMESPACE, set)
                            .schema(schema)
                            .root(keys))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("result(keys)");
        }
    }

    @Test
    void theMismatchColumnDistinguishesMismatchesFromNulls() throws IOException {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("a", 1), new Bin("b", "x"));
        cluster.put(set, 2, new Bin("a", "x"), new Bin("b", 2));
        cluster.put(set, 3, new Bin("a", 300));
        Schema schema = schema(
                field("__key", Rows.INT64),
                field("a", new ArrowType.Int(8, true)),
                field("b", Rows.UTF8),
                MetadataColumn.MISMATCH.field());
        AeroArrowView tolerant = cluster.aero().with(cluster.aero().options().withOnMismatch(OnMismatch.NULL));
        List<Map<String, Object>> rows = new ArrayList<>();
        try (ScanArrowReader reader =
                tolerant.scan(NAMESPACE, set).schema(schema).reader()) {
            Rows.readAll(reader, rows);
            assertThat(reader.metrics().mismatches()).isEqualTo(Map.of("a", 2L, "b", 1L));
        }
        Map<Object, Map<String, Object>> byKey = Rows.by("__key", rows);
        assertThat(byKey.get(1L).get("__mismatch")).hasToString("[]");
        assertThat(byKey.get(2L).get("__mismatch")).hasToString("[\"a\",\"b\"]");
        assertThat(byKey.get(3L).get("__mismatch")).hasToString("[\"a\"]");
        assertThat(byKey.get(3L).get("b")).isNull();
    }

    /** Views may share elements, in any order; a run is one value of many rows. */
    @Test
    void writesListViewsAndRuns() {
        String set = cluster.newSet();
        Field ends = new Field("run_ends", FieldType.notNullable(new ArrowType.Int(32, true)), null);
        Field runs = new Field(
                "r",
                FieldType.notNullable(ArrowType.RunEndEncoded.INSTANCE),
                List.of(ends, field("values", Rows.UTF8)));
        Field views =
                new Field("l", FieldType.nullable(ArrowType.ListView.INSTANCE), List.of(field("element", Rows.INT64)));
        Field large = new Field(
                "g", FieldType.nullable(ArrowType.LargeListView.INSTANCE), List.of(field("element", Rows.UTF8)));
        try (VectorSchemaRoot root =
                VectorSchemaRoot.create(schema(field("key", Rows.INT64), runs, views, large), cluster.allocator())) {
            fill((RunEndEncodedVector) root.getVector("r"));
            ListViewVector lists = (ListViewVector) root.getVector("l");
            LargeListViewVector texts = (LargeListViewVector) root.getVector("g");
            lists.allocateNew();
            texts.allocateNew();
            BigIntVector numbers = (BigIntVector) lists.getDataVector();
            VarCharVector words = (VarCharVector) texts.getDataVector();
            for (int i = 0; i < 4; i++) {
                ((BigIntVector) root.getVector("key")).setSafe(i, i);
                numbers.setSafe(i, 10L + i);
                words.setSafe(i, ("word " + i).getBytes(StandardCharsets.UTF_8));
            }
            numbers.setNull(2);
            numbers.setValueCount(4);
            words.setValueCount(4);
            // Row i has the elements from 3 - i on, at most two.
            for (int i = 0; i < 3; i++) {
                lists.setValidity(i, 1);
                lists.getOffsetBuffer().setInt(4L * i, 3 - i);
                lists.getSizeBuffer().setInt(4L * i, Math.min(2, i + 1));
                texts.setValidity(i, 1);
                texts.getOffsetBuffer().setLong(8L * i, 3 - i);
                texts.getSizeBuffer().setLong(8L * i, Math.min(2, i + 1));
            }
            lists.setValueCount(4);
            texts.setValueCount(4);
            root.setRowCount(4);
            numbers.setValueCount(4);
            words.setValueCount(4);
            cluster.aero().write(NAMESPACE, set).keyColumn("key").run(root).orThrow();
        }
        assertThat(bins(set, 0)).isEqualTo(Map.of("key", 0L, "r", "first", "l", List.of(13L), "g", List.of("word 3")));
        assertThat(bins(set, 1))
                .isEqualTo(Map.of(
                        "key", 1L, "r", "first", "l", Arrays.asList(null, 13L), "g", List.of("word 2", "word 3")));
        assertThat(bins(set, 2))
                .isEqualTo(Map.of("key", 2L, "l", Arrays.asList(11L, null), "g", List.of("word 1", "word 2")));
        assertThat(bins(set, 3)).isEqualTo(Map.of("key", 3L, "r", "last"));
    }

    private static Map<String, Object> bins(String set, int key) {
        return cluster.official().get(null, TestCluster.key(set, key)).bins;
    }

    private static void fill(RunEndEncodedVector runs) {
        IntVector last = (IntVector) runs.getRunEndsVector();
        VarCharVector values = (VarCharVector) runs.getValuesVector();
        last.setSafe(0, 2);
        last.setSafe(1, 3);
        last.setSafe(2, 4);
        last.setValueCount(3);
        values.setSafe(0, "first".getBytes(StandardCharsets.UTF_8));
        values.setNull(1);
        values.setSafe(2, "last".getBytes(StandardCharsets.UTF_8));
        values.setValueCount(3);
        runs.setValueCount(4);
    }
}

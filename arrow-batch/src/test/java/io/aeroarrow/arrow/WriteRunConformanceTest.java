package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.error.ResultCode;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.Key;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.MapOrder;
import io.aeroarrow.model.Value.MapValue;
import io.aeroarrow.policy.ExistsAction;
import io.aeroarrow.policy.ReadPolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Running writes, deletes, and bins that rows leave untouched. */
@ExtendWith(AerospikeExtension.class)
class WriteRunConformanceTest {

    private static final Schema NUMBERS = schema(field("id", Rows.INT64), field("n", Rows.INT64));

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static Write write(String set) {
        return cluster.aero().write(NAMESPACE, set).keyColumn("id").keyAsBin(false);
    }

    private static Map<String, Object> read(String set, Object key) {
        return cluster.official().get(null, TestCluster.key(set, key)).bins;
    }

    private static void number(VectorSchemaRoot root, String column, int row, long value) {
        ((BigIntVector) root.getVector(column)).setSafe(row, value);
    }

    @Test
    void oneRootCanBeRefilled() {
        String set = cluster.newSet();
        try (VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, cluster.allocator());
                WriteRun run = write(set).keyAsBin(true).batchRows(7).start()) {
            for (int batch = 0; batch < 10; batch++) {
                for (int i = 0; i < 10; i++) {
                    number(root, "id", i, 10L * batch + i);
                    number(root, "n", i, batch);
                }
                root.setRowCount(10);
                run.add(root);
                assertThat(run.rows()).isEqualTo(10L * (batch + 1));
            }
            WriteResult result = run.finish().orThrow();
            assertThat(result.written()).isEqualTo(100);
            assertThat(run.written()).isEqualTo(100);
            assertThat(run.failed()).isZero();
        }
        for (long i = 0; i < 100; i++) {
            assertThat(read(set, i)).isEqualTo(Map.of("id", i, "n", i / 10));
        }
    }

    @Test
    void aDamagedVectorStoresNothing() {
        String set = cluster.newSet();
        Schema texts = schema(field("id", Rows.INT64), field("t", ArrowType.Utf8.INSTANCE));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(texts, cluster.allocator());
                WriteRun run = write(set).start()) {
            number(root, "id", 0, 1);
            VarCharVector text = (VarCharVector) root.getVector("t");
            text.setSafe(0, "short".getBytes(StandardCharsets.UTF_8));
            root.setRowCount(1);
            long end = text.getDataBuffer().capacity() + 1;
            text.getOffsetBuffer().setInt(4, (int) end);
            assertThatThrownBy(() -> run.add(root))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column 't', row 0 ends at byte " + end);
            assertThat(run.finish().rows()).isZero();
        }
        assertThat(cluster.official().get(null, TestCluster.key(set, 1L))).isNull();
    }

    @Test
    void damagedKeysOfALookupAreRefused() {
        try (VarCharVector keys = new VarCharVector("keys", cluster.allocator())) {
            keys.setSafe(0, "a".getBytes(StandardCharsets.UTF_8));
            keys.setValueCount(1);
            keys.getOffsetBuffer().setInt(4, 200_000_000);
            Lookup lookup = cluster.aero().batchRead(NAMESPACE, "s").schema(NUMBERS);
            assertThatThrownBy(() -> lookup.root(keys))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column 'keys', row 0 ends at byte 200000000");
        }
    }

    @Test
    void rowsPerSecondAreLimited() {
        String set = cluster.newSet();
        try (VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, cluster.allocator())) {
            for (int i = 0; i < 30; i++) {
                number(root, "id", i, i);
                number(root, "n", i, i);
            }
            root.setRowCount(30);
            long begun = System.nanoTime();
            write(set).batchRows(10).rowsPerSecond(100).run(root).orThrow();
            // The last ten rows are sent when the time of the first twenty is over.
            assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(200_000_000L);
        }
        assertThatThrownBy(() -> write(set).rowsPerSecond(-1)).hasMessageContaining("rowsPerSecond is -1");
    }

    @Test
    void existingRecordsCanBeSkipped() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("n", -1));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(NUMBERS, cluster.allocator())) {
            for (int i = 0; i < 2; i++) {
                number(root, "id", i, i);
                number(root, "n", i, i);
            }
            root.setRowCount(2);
            Write create = write(set).existsAction(ExistsAction.CREATE_ONLY);
            WriteResult result =
                    create.skipping(Set.of(ResultCode.RECORD_EXISTS)).run(root);
            assertThat(List.of(result.written(), result.skipped(), result.failed()))
                    .isEqualTo(List.of(1L, 1L, 0L));
            assertThat(create.run(root).failed()).isEqualTo(2);
        }
        assertThat(read(set, 0)).isEqualTo(Map.of("n", 0L));
        assertThat(read(set, 1)).isEqualTo(Map.of("n", -1L));
    }

    @Test
    void deletesCheckGenerations() {
        String set = cluster.newSet();
        for (int i = 0; i < 3; i++) {
            cluster.put(set, i, new Bin("n", 1));
        }
        cluster.put(set, 1, new Bin("n", 2));
        Schema keys = schema(field("id", Rows.INT64), field("gen", new ArrowType.Int(32, true)));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(keys, cluster.allocator())) {
            for (int i = 0; i < 2; i++) {
                number(root, "id", i, i);
                ((IntVector) root.getVector("gen")).setSafe(i, 1);
            }
            number(root, "id", 2, 99);
            ((IntVector) root.getVector("gen")).setNull(2);
            root.setRowCount(3);
            WriteResult result = write(set).generationColumn("gen").deletes().run(root);
            assertThat(result.written()).isEqualTo(2);
            assertThat(result.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.resultCode()).isEqualTo(ResultCode.GENERATION.code()));
        }
        assertThat(cluster.official().exists(null, TestCluster.key(set, 0))).isFalse();
        assertThat(read(set, 1)).isEqualTo(Map.of("n", 2L));
        assertThat(read(set, 2)).isEqualTo(Map.of("n", 1L));
    }

    @Test
    void binsNamedByARowStayUntouched() {
        String set = cluster.newSet();
        cluster.put(set, 0, new Bin("a", "text"), new Bin("b", 1));
        cluster.put(set, 1, new Bin("a", "text"), new Bin("b", 1));
        Field names = new Field(
                "__mismatch",
                FieldType.nullable(new ArrowType.List()),
                List.of(new Field("element", FieldType.nullable(Rows.UTF8), null)));
        Schema schema = schema(field("id", Rows.INT64), field("a", Rows.INT64), field("b", Rows.INT64), names);
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, cluster.allocator())) {
            root.allocateNew();
            for (int i = 0; i < 2; i++) {
                number(root, "id", i, i);
                number(root, "b", i, 2);
            }
            ListVector lists = (ListVector) root.getVector("__mismatch");
            lists.startNewValue(0);
            ((VarCharVector) lists.getDataVector()).setSafe(0, "a".getBytes(StandardCharsets.UTF_8));
            lists.endValue(0, 1);
            lists.startNewValue(1);
            lists.endValue(1, 0);
            root.setRowCount(2);
            write(set).nulls(NullBins.DELETE).run(root).orThrow();
        }
        assertThat(read(set, 0)).isEqualTo(Map.of("a", "text", "b", 2L));
        assertThat(read(set, 1)).isEqualTo(Map.of("b", 2L));
    }

    @Test
    void aReplaceKeepsOnlyNonNullBins() {
        String set = cluster.newSet();
        cluster.put(set, 0, new Bin("n", 1), new Bin("other", 1));
        Schema schema = schema(field("id", Rows.INT64), field("n", Rows.INT64), field("m", Rows.INT64));
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, cluster.allocator())) {
            number(root, "id", 0, 0);
            number(root, "n", 0, 2);
            ((BigIntVector) root.getVector("m")).setNull(0);
            root.setRowCount(1);
            write(set).existsAction(ExistsAction.REPLACE).run(root).orThrow();
        }
        assertThat(read(set, 0)).isEqualTo(Map.of("n", 2L));
    }

    @Test
    void mapsAreKeyOrderedOnRequest() {
        String set = cluster.newSet();
        Field struct = new Field(
                "m",
                FieldType.nullable(new ArrowType.Struct()),
                List.of(field("z", Rows.INT64), field("é", Rows.INT64), field("a", Rows.INT64)));
        try (VectorSchemaRoot root =
                VectorSchemaRoot.create(schema(field("id", Rows.INT64), struct), cluster.allocator())) {
            number(root, "id", 0, 0);
            StructVector structs = (StructVector) root.getVector("m");
            structs.setIndexDefined(0);
            for (String name : List.of("z", "é", "a")) {
                ((BigIntVector) structs.getChild(name)).setSafe(0, name.length());
            }
            root.setRowCount(1);
            for (boolean ordered : new boolean[] {true, false}) {
                write(set).orderedMaps(ordered).run(root).orThrow();
                Value found = cluster.aero()
                        .client()
                        .get(Key.of(NAMESPACE, set, 0), BinSelection.all(), ReadPolicy.DEFAULT)
                        .orElseThrow()
                        .bins()
                        .get("m");
                assertThat(found).isInstanceOfSatisfying(MapValue.class, map -> {
                    assertThat(map.order()).isEqualTo(ordered ? MapOrder.KEY_ORDERED : MapOrder.UNORDERED);
                    assertThat(map.entries()).containsKeys(Value.of("a"), Value.of("z"), Value.of("é"));
                });
            }
        }
    }
}

package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.Rows.field;
import static io.aeroarrow.arrow.Rows.schema;
import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aerospike.client.Bin;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.RowResults.Outcome;
import io.aeroarrow.arrow.write.WriteResult;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.model.Value;
import io.aeroarrow.policy.ExistsAction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows whose bins are all null, columns of one name, nulls in lists of mixed types, and text that is not Unicode. */
@ExtendWith(AerospikeExtension.class)
class OddRowsConformanceTest {

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    private static Write write(String set) {
        return cluster.aero()
                .write(NAMESPACE, set)
                .keyColumn("id")
                .keyAsBin(false)
                .keepResults(true);
    }

    /** The keys 0 to 2; only the row of key 1 has a value. */
    private static VectorSchemaRoot mostlyNulls() {
        VectorSchemaRoot root = VectorSchemaRoot.create(
                schema(field("id", Rows.INT64), field("a", Rows.INT64), field("b", Rows.INT64)), cluster.allocator());
        for (int i = 0; i < 3; i++) {
            ((BigIntVector) root.getVector("id")).setSafe(i, i);
        }
        ((BigIntVector) root.getVector("a")).setSafe(1, 7);
        root.setRowCount(3);
        return root;
    }

    @Test
    void aRowWhoseBinsAreAllNullIsSkippedUnlessItRemovesBins() {
        try (VectorSchemaRoot root = mostlyNulls()) {
            for (NullBins nulls : List.of(NullBins.DELETE, NullBins.SKIP)) {
                String set = cluster.newSet();
                cluster.put(set, 2, new Bin("a", 1), new Bin("c", 1));
                WriteResult result = write(set).nulls(nulls).run(root).orThrow();
                boolean deletes = nulls == NullBins.DELETE;
                assertThat(List.of(result.rows(), result.written(), result.skipped()))
                        .isEqualTo(deletes ? List.of(3L, 2L, 1L) : List.of(3L, 1L, 2L));
                assertThat(result.results().orElseThrow().outcome(0)).isEqualTo(Outcome.SKIPPED);
                assertThat(cluster.official().get(null, TestCluster.key(set, 0)))
                        .isNull();
                assertThat(cluster.official().get(null, TestCluster.key(set, 2)).bins)
                        .isEqualTo(deletes ? Map.of("c", 1L) : Map.of("a", 1L, "c", 1L));
            }
        }
    }

    @Test
    void aRowWhoseBinsAreAllNullFailsIfItsRecordMustExistOrIsReplaced() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("a", 1));
        cluster.put(set, 2, new Bin("a", 1));
        try (VectorSchemaRoot root = mostlyNulls()) {
            WriteResult update =
                    write(set).existsAction(ExistsAction.UPDATE_ONLY).run(root);
            assertThat(List.of(update.written(), update.failed())).isEqualTo(List.of(2L, 1L));
            WriteResult replace = write(set).existsAction(ExistsAction.REPLACE).run(root);
            assertThat(List.of(replace.written(), replace.failed())).isEqualTo(List.of(1L, 2L));
            assertThat(replace.failures().get(0).message()).contains("a replaced record needs a bin");
        }
    }

    @Test
    void twoColumnsOfOneBinOrKeyAreAnError() {
        String set = cluster.newSet();
        Field renamed =
                new Field("b", new FieldType(true, Rows.INT64, null, Map.of(FieldMetadata.BIN_METADATA, "a")), null);
        for (Field second : List.of(field("a", Rows.INT64), renamed)) {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(
                    schema(field("id", Rows.INT64), field("a", Rows.INT64), second), cluster.allocator())) {
                assertThatThrownBy(() -> write(set).run(root))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("two columns write the bin 'a'");
            }
        }
        try (VectorSchemaRoot root = VectorSchemaRoot.create(
                schema(field("id", Rows.INT64), field("id", Rows.INT64), field("a", Rows.INT64)),
                cluster.allocator())) {
            assertThatThrownBy(() -> write(set).run(root)).hasMessageContaining("two columns 'id'");
        }
    }

    @Test
    void aNullInAListOfJsonTextIsNull() {
        String set = cluster.newSet();
        cluster.put(set, 1, new Bin("l", Arrays.asList(1L, null, "x", List.of(1L))));
        Field element = new Field(
                "element",
                new FieldType(true, Rows.UTF8, null, Map.of(FieldMetadata.TYPE_METADATA, FieldMetadata.JSON_TYPE)),
                null);
        Field list = new Field("l", FieldType.nullable(new ArrowType.List()), List.of(element));
        try (VectorSchemaRoot root =
                cluster.aero().scan(NAMESPACE, set).schema(schema(list)).root()) {
            List<?> read = (List<?>) Rows.of(root).get(0).get("l");
            assertThat(read.get(1)).isNull();
            assertThat(read).hasToString("[\"1\",null,\"\\\"x\\\"\",\"[1]\"]");
        }
    }

    @Test
    void textWithHalfOfASurrogatePairIsRejected() {
        for (String half : List.of("\ud83d", "a\udc00b", "\ud83d\ud83d\udc00")) {
            assertThatThrownBy(() -> Value.of(half))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("half of a surrogate pair");
            assertThatThrownBy(() -> new io.aeroarrow.model.Bin(half, Value.of(1)))
                    .hasMessageContaining("half of a surrogate pair");
        }
        assertThat(Value.of("\ud83d\udc00")).isEqualTo(Value.of("🐀"));
    }
}

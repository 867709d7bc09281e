package io.aeroarrow.internal.arrow.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.MismatchException;
import io.aeroarrow.internal.request.WireBytes;
import io.aeroarrow.internal.request.WireBytes.MessageBuilder;
import io.aeroarrow.internal.value.Particle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handling of values that do not fit, and how a read distinguishes them from absent values. */
class MismatchesTest {

    private final BufferAllocator allocator = new RootAllocator();
    private VectorSchemaRoot root;
    private RecordAppender appender;

    @AfterEach
    void close() {
        if (root != null) {
            root.close();
        }
        allocator.close();
    }

    private void open(OnMismatch onMismatch, Field... fields) {
        root = VectorSchemaRoot.create(new Schema(List.of(fields)), allocator);
        appender = new RecordAppender(root, new RecordAppender.Source("ns", "", onMismatch), 64, Long.MAX_VALUE);
        appender.startBatch();
    }

    private void append(MessageBuilder... records) {
        WireBytes.forEachBlock(WireBytes.stream(records), appender::append);
    }

    private static Field field(String name, ArrowType type, String policy) {
        return new Field(
                name, new FieldType(true, type, null, Map.of(FieldMetadata.ON_MISMATCH_METADATA, policy)), null);
    }

    @Test
    void mismatchColumnListsTheBinsThatAreNullByMismatch() {
        Field renamed = new Field(
                "column",
                new FieldType(true, ColumnSamples.UTF8, null, Map.of(FieldMetadata.BIN_METADATA, "bin")),
                null);
        open(
                OnMismatch.NULL,
                MetadataColumn.MISMATCH.field(),
                ColumnSamples.field("a", ColumnSamples.INT64),
                renamed,
                ColumnSamples.field("__key", ColumnSamples.INT64));
        for (int batch = 0; batch < 2; batch++) {
            appender.startBatch();
            append(
                    WireBytes.record().integer("a", 1).string("bin", "x").key(1),
                    WireBytes.record().string("a", "x").integer("bin", 1).key(3, new byte[] {'k'}),
                    WireBytes.record(),
                    // Bins out of order; an absent bin is not a mismatch.
                    WireBytes.record().real("bin", 1));
            appender.finishBatch();
            List<String> lists = new ArrayList<>();
            FieldVector vector = root.getVector("__mismatch");
            for (int i = 0; i < root.getRowCount(); i++) {
                lists.add(vector.getObject(i).toString());
            }
            assertThat(lists).containsExactly("[]", "[\"a\",\"bin\",\"__key\"]", "[]", "[\"bin\"]");
        }
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("a", 2L, "column", 4L, "__key", 2L));
    }

    @Test
    void mismatchColumnGrowsForMoreNamesThanRows() {
        List<Field> fields = new ArrayList<>(List.of(MetadataColumn.MISMATCH.field()));
        MessageBuilder record = WireBytes.record();
        for (int i = 0; i < 100; i++) {
            fields.add(ColumnSamples.field("b" + i, ColumnSamples.INT64));
            record.string("b" + i, "x");
        }
        open(OnMismatch.NULL, fields.toArray(Field[]::new));
        MessageBuilder[] records = new MessageBuilder[50];
        Arrays.fill(records, record);
        append(records);
        appender.finishBatch();
        assertThat((List<?>) root.getVector("__mismatch").getObject(49)).hasSize(100);
        assertThat(appender.mismatches()).isEqualTo(5_000);
    }

    @Test
    void fieldPolicyOverridesTheReadPolicy() {
        open(OnMismatch.FAIL, field("a", ColumnSamples.INT64, "null"), ColumnSamples.field("b", ColumnSamples.INT64));
        append(WireBytes.record().string("a", "x").integer("b", 1));
        assertThatThrownBy(() -> append(WireBytes.record().string("b", "x")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("bin 'b'");
        assertThat(appender.mismatchesByColumn()).isEqualTo(Map.of("a", 1L));

        root.close();
        open(OnMismatch.NULL, field("a", ColumnSamples.INT64, "FAIL"), ColumnSamples.field("b", ColumnSamples.INT64));
        append(WireBytes.record().string("b", "x"));
        assertThatThrownBy(() -> append(WireBytes.record().string("a", "x")))
                .isInstanceOf(MismatchException.class)
                .hasMessageContaining("bin 'a'");
    }

    @Test
    void unknownPolicyIsRejectedNamingTheField() {
        assertThatThrownBy(() -> open(OnMismatch.NULL, field("a", ColumnSamples.INT64, "IGNORE")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'a'", "IGNORE", "FAIL", "NULL");
    }

    @Test
    void mismatchColumnMustBeAListOfUtf8() {
        assertThatThrownBy(() -> open(OnMismatch.NULL, ColumnSamples.field("__mismatch", ColumnSamples.UTF8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("__mismatch", "list of utf8");
    }

    /** A read of a whole namespace finds the set only in the record. */
    @Test
    void errorNamesTheSetOfTheRecord() {
        open(OnMismatch.FAIL, ColumnSamples.field("a", ColumnSamples.INT64));
        assertThatThrownBy(() ->
                        append(WireBytes.record().digest(1, 2).set("people").string("a", "x")))
                .hasMessageContainingAll("set 'people'", "namespace 'ns'", "0100", "string", "of type int64");
    }

    @Test
    void mapWithADuplicateKeyIsAMismatch() {
        Field struct = new Field(
                "s",
                FieldType.nullable(new ArrowType.Struct()),
                List.of(ColumnSamples.field("a", ColumnSamples.UTF8), ColumnSamples.field("b", ColumnSamples.INT64)));
        open(OnMismatch.NULL, struct);
        append(
                WireBytes.record().bin("s", Particle.MAP, HexFormat.of().parseHex("82a20361a20378a20361a20379")),
                WireBytes.record().bin("s", Particle.MAP, HexFormat.of().parseHex("82a2036207a20361a2037a")));
        appender.finishBatch();
        assertThat(root.getVector("s").isNull(0)).isTrue();
        assertThat(root.getVector("s").getObject(1)).hasToString("{\"a\":\"z\",\"b\":7}");
        assertThat(appender.mismatches()).isEqualTo(1);
    }
}

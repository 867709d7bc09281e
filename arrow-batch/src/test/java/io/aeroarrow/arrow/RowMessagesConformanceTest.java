package io.aeroarrow.arrow;

import static io.aeroarrow.arrow.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.aerospike.client.Bin;
import com.aerospike.client.Key;
import io.aeroarrow.arrow.schema.DecimalStorage;
import io.aeroarrow.arrow.write.NullBins;
import io.aeroarrow.arrow.write.RowFailure;
import io.aeroarrow.embedded.junit.AerospikeExtension;
import io.aeroarrow.embedded.junit.AerospikeServer;
import io.aeroarrow.policy.ExistsAction;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The failure of a row names its key, column and value as a user writes them, and says nothing twice. */
@ExtendWith(AerospikeExtension.class)
class RowMessagesConformanceTest {

    private static final Field ID = Field.nullable("id", new ArrowType.Int(64, true));
    private static final Field LARGE = Field.nullable("large", new ArrowType.Decimal(38, 1, 128));
    private static final BigDecimal TOO_LARGE = new BigDecimal("12345678901234567890.5");

    @AutoClose
    private static TestCluster cluster;

    @BeforeAll
    static void open(AerospikeServer server) {
        cluster = TestCluster.open(server);
    }

    /** Writes one row with the key 7, which fails, and returns the failure as text. */
    private static String failure(Field column, Consumer<FieldVector> fill, UnaryOperator<Write> change) {
        return failure(
                cluster.newSet(),
                List.of(ID, column),
                root -> {
                    ((BigIntVector) root.getVector(0)).setSafe(0, 7);
                    fill.accept(root.getVector(1));
                },
                change.compose(write -> write.keyColumn("id")));
    }

    private static String failure(
            String set, List<Field> fields, Consumer<VectorSchemaRoot> fill, Function<Write, Write> change) {
        try (VectorSchemaRoot root = VectorSchemaRoot.create(new Schema(fields), cluster.allocator())) {
            root.allocateNew();
            fill.accept(root);
            root.setRowCount(1);
            List<RowFailure> failures =
                    change.apply(cluster.aero().write(NAMESPACE, set)).run(root).failures();
            assertThat(failures).hasSize(1);
            return failures.get(0).toString();
        }
    }

    @Test
    void aValueWithinAListNamesTheColumn() {
        Field list = new Field("prices", FieldType.nullable(new ArrowType.List()), List.of(LARGE));
        String message = failure(
                list,
                vector -> {
                    ((ListVector) vector).startNewValue(0);
                    ((DecimalVector) ((ListVector) vector).getDataVector()).setSafe(0, TOO_LARGE);
                    ((ListVector) vector).endValue(0, 1);
                },
                write -> write.decimals(DecimalStorage.SCALED));
        assertThat(message)
                .isEqualTo("row 0 (key 7): column 'prices': 12345678901234567890.5 does not fit into the 64 bits of an"
                        + " integer bin");
    }

    @Test
    void aValueWithinStructsNamesThePath() {
        Field inner = new Field("inner", FieldType.nullable(new ArrowType.Struct()), List.of(LARGE));
        Field outer = new Field("outer", FieldType.nullable(new ArrowType.Struct()), List.of(inner));
        String message = failure(
                outer,
                vector -> {
                    StructVector struct = (StructVector) ((StructVector) vector).getChild("inner");
                    ((DecimalVector) struct.getChild("large")).setSafe(0, TOO_LARGE);
                    struct.setIndexDefined(0);
                    ((StructVector) vector).setIndexDefined(0);
                },
                write -> write.decimals(DecimalStorage.SCALED));
        assertThat(message).startsWith("row 0 (key 7): column 'outer.inner.large': 12345678901234567890.5 does not");
    }

    @Test
    void aKeyOfAMapIsWrittenAsAValue() {
        Field pair = new Field(
                "entries",
                FieldType.notNullable(new ArrowType.Struct()),
                List.of(
                        new Field(
                                "key",
                                FieldType.notNullable(new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
                                null),
                        Field.nullable("value", new ArrowType.Int(64, true))));
        Field map = new Field("m", FieldType.nullable(new ArrowType.Map(false)), List.of(pair));
        String message = failure(
                map,
                vector -> {
                    MapVector maps = (MapVector) vector;
                    maps.startNewValue(0);
                    StructVector entries = (StructVector) maps.getDataVector();
                    ((Float8Vector) entries.getChild("key")).setSafe(0, 1.5);
                    ((BigIntVector) entries.getChild("value")).setSafe(0, 1);
                    entries.setIndexDefined(0);
                    maps.endValue(0, 1);
                },
                write -> write);
        assertThat(message)
                .isEqualTo("row 0 (key 7): column 'm': a map has the key 1.5; map keys must be integers, strings or"
                        + " blobs");
    }

    @Test
    void timesToLiveAndGenerationsNameTheirColumn() {
        Field seconds = Field.nullable("seconds", new ArrowType.Int(64, true));
        assertThat(failure(
                        seconds,
                        vector -> ((BigIntVector) vector).setSafe(0, -5),
                        write -> write.timeToLiveColumn("seconds")))
                .startsWith("row 0 (key 7): column 'seconds': a time to live of -5 seconds is not possible");
        assertThat(failure(
                        seconds,
                        vector -> ((BigIntVector) vector).setSafe(0, 9_999_999_999L),
                        write -> write.timeToLiveColumn("seconds")))
                .isEqualTo("row 0 (key 7): column 'seconds' holds 9999999999, which is not a 32-bit integer");
    }

    @Test
    void aNullSaysWhatToDo() {
        assertThat(failure(Field.nullable("v", Rows.UTF8), vector -> {}, write -> write.nulls(NullBins.FAIL)))
                .isEqualTo("row 0 (key 7): bin 'v' is null, and nulls are set to FAIL; write a value, or set nulls to"
                        + " DELETE or SKIP");
    }

    @Test
    void anAnswerOfTheServerSaysNeitherKeyNorSetAgain() {
        String set = cluster.newSet();
        cluster.put(set, 7, new Bin("v", 1));
        cluster.put(set, "x", new Bin("v", 1));
        byte[] blob = {10, (byte) 255};
        cluster.put(set, blob, new Bin("v", 1));
        UnaryOperator<Write> create =
                write -> write.keyColumn("k").keyAsBin(false).existsAction(ExistsAction.CREATE_ONLY);
        Field v = Field.nullable("v", new ArrowType.Int(64, true));
        String refused = "5 RECORD_EXISTS: the record exists already";
        assertThat(failure(
                        set,
                        List.of(Field.nullable("k", new ArrowType.Int(64, true)), v),
                        root -> {
                            ((BigIntVector) root.getVector(0)).setSafe(0, 7);
                            ((BigIntVector) root.getVector(1)).setSafe(0, 1);
                        },
                        create))
                .startsWith("row 0 (key 7): " + refused)
                .doesNotContain(set, "digest");
        assertThat(failure(
                        set,
                        List.of(Field.nullable("k", Rows.UTF8), v),
                        root -> {
                            ((VarCharVector) root.getVector(0)).setSafe(0, new byte[] {'x'});
                            ((BigIntVector) root.getVector(1)).setSafe(0, 1);
                        },
                        create))
                .startsWith("row 0 (key 'x'): " + refused);
        assertThat(failure(
                        set,
                        List.of(Field.nullable("k", new ArrowType.Binary()), v),
                        root -> {
                            ((VarBinaryVector) root.getVector(0)).setSafe(0, blob);
                            ((BigIntVector) root.getVector(1)).setSafe(0, 1);
                        },
                        create))
                .startsWith("row 0 (key x'0aff'): " + refused);
        byte[] digest = new Key(NAMESPACE, set, 7).digest;
        assertThat(failure(
                        set,
                        List.of(Field.nullable("k", new ArrowType.FixedSizeBinary(20)), v),
                        root -> {
                            ((FixedSizeBinaryVector) root.getVector(0)).setSafe(0, digest);
                            ((BigIntVector) root.getVector(1)).setSafe(0, 1);
                        },
                        write -> write.digestColumn("k").existsAction(ExistsAction.CREATE_ONLY)))
                .startsWith("row 0 (digest " + HexFormat.of().formatHex(digest) + "): " + refused);
    }
}

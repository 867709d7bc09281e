package io.aeroarrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.write.NullBins;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.complex.impl.UnionMapWriter;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Records with bins of each type, some of them absent. The key determines the values. */
final class RoundTripRecords {

    private static final ArrowType INT64 = new ArrowType.Int(Long.SIZE, true);
    private static final int BATCH = 10_000;

    static final Schema SCHEMA = new Schema(List.of(
            Field.nullable("__key", INT64),
            Field.nullable("i", INT64),
            Field.nullable("d", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)),
            Field.nullable("b", new ArrowType.Bool()),
            Field.nullable("s", new ArrowType.Utf8()),
            Field.nullable("raw", new ArrowType.Binary()),
            new Field(
                    "g",
                    new FieldType(true, new ArrowType.Utf8(), null, Map.of(FieldMetadata.TYPE_METADATA, "geojson")),
                    null),
            new Field("l", FieldType.nullable(new ArrowType.List()), List.of(Field.nullable("element", INT64))),
            new Field(
                    "m",
                    FieldType.nullable(new ArrowType.Map(false)),
                    List.of(new Field(
                            "entries",
                            FieldType.notNullable(new ArrowType.Struct()),
                            List.of(
                                    Field.notNullable("key", new ArrowType.Utf8()),
                                    Field.nullable("value", INT64)))))));

    private RoundTripRecords() {}

    static void write(AeroArrowView aero, BufferAllocator allocator, String set, int records) {
        for (int from = 0; from < records; from += BATCH) {
            try (VectorSchemaRoot root = VectorSchemaRoot.create(SCHEMA, allocator)) {
                int rows = Math.min(BATCH, records - from);
                for (int row = 0; row < rows; row++) {
                    scalars(root, row, from + row);
                }
                nested(root, rows, from);
                root.setRowCount(rows);
                aero.write("test", set).nulls(NullBins.SKIP).run(root).orThrow();
            }
        }
    }

    private static void scalars(VectorSchemaRoot root, int row, int key) {
        ((BigIntVector) root.getVector("__key")).setSafe(row, key);
        if (key % 7 != 0) {
            ((BigIntVector) root.getVector("i")).setSafe(row, integer(key));
        }
        ((Float8Vector) root.getVector("d")).setSafe(row, key / 8.0);
        ((BitVector) root.getVector("b")).setSafe(row, key % 3 == 0 ? 1 : 0);
        if (key % 5 != 0) {
            ((VarCharVector) root.getVector("s")).setSafe(row, text(key).getBytes(StandardCharsets.UTF_8));
        }
        ((VarBinaryVector) root.getVector("raw")).setSafe(row, blob(key));
        if (key % 50 == 0) {
            ((VarCharVector) root.getVector("g")).setSafe(row, place(key).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void nested(VectorSchemaRoot root, int rows, int from) {
        UnionListWriter lists = ((ListVector) root.getVector("l")).getWriter();
        UnionMapWriter maps = ((MapVector) root.getVector("m")).getWriter();
        for (int row = 0; row < rows; row++) {
            int key = from + row;
            lists.setPosition(row);
            lists.startList();
            for (int i = 0; i < key % 4; i++) {
                lists.bigInt().writeBigInt(key + (long) i);
            }
            lists.endList();
            maps.setPosition(row);
            maps.startMap();
            maps.startEntry();
            maps.key().varChar().writeVarChar("k" + key % 10);
            maps.value().bigInt().writeBigInt(key);
            maps.endEntry();
            maps.endMap();
        }
    }

    private static long integer(int key) {
        return Long.MAX_VALUE - key * 1_000_003L;
    }

    private static String text(int key) {
        return "日本 " + key % 1000;
    }

    private static byte[] blob(int key) {
        return new byte[] {(byte) key, (byte) (key >> 8), (byte) (key >> 16)};
    }

    private static String place(int key) {
        return String.format(Locale.ROOT, "{\"type\": \"Point\", \"coordinates\": [%d.5, %d.25]}", key % 180, key % 90);
    }

    /** Fails unless a row holds the record of the key. */
    static void check(VectorSchemaRoot root, int row, int key) {
        same(root.getVector("i"), row, key % 7 == 0 ? null : Long.toString(integer(key)));
        same(root.getVector("d"), row, Double.toString(key / 8.0));
        same(root.getVector("b"), row, Boolean.toString(key % 3 == 0));
        same(root.getVector("s"), row, key % 5 == 0 ? null : text(key));
        same(root.getVector("g"), row, key % 50 == 0 ? place(key) : null);
        assertThat(((VarBinaryVector) root.getVector("raw")).get(row)).isEqualTo(blob(key));
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < key % 4; i++) {
            list.append(i == 0 ? "" : ",").append(key + i);
        }
        same(root.getVector("l"), row, list.append(']').toString());
        same(root.getVector("m"), row, "[{\"key\":\"k" + key % 10 + "\",\"value\":" + key + "}]");
    }

    /** Compares without AssertJ, which would take longer than the scan. */
    private static void same(FieldVector vector, int row, @Nullable String expected) {
        String found = vector.isNull(row) ? null : String.valueOf(vector.getObject(row));
        if (!Objects.equals(found, expected)) {
            throw new AssertionError("row " + row + ": " + vector.getName() + " is " + found + ", not " + expected);
        }
    }
}

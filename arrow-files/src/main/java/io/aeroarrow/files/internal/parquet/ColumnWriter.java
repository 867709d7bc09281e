package io.aeroarrow.files.internal.parquet;

import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.ListBounds;
import io.aeroarrow.files.internal.column.LongGetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes the values of a column as a field of Parquet records. A null writes nothing. */
final class ColumnWriter {

    /** Writes a value that is not null. */
    @FunctionalInterface
    private interface Value {
        void write(int index);
    }

    /** Tells whether a value is present. A dictionary may hold a null as well. */
    @FunctionalInterface
    private interface Presence {
        boolean has(int index);
    }

    private final String name;
    private final int place;
    private final boolean nullable;
    private final RecordConsumer out;
    private final Presence presence;
    private final Value value;

    ColumnWriter(FieldVector column, String name, int place, DictionaryProvider dictionaries, RecordConsumer out) {
        this.name = name;
        this.place = place;
        this.nullable = column.getField().isNullable();
        this.out = out;
        this.presence = presence(column, dictionaries);
        this.value = value(column, dictionaries);
    }

    void write(int index) {
        if (presence.has(index)) {
            out.startField(name, place);
            value.write(index);
            out.endField(name, place);
        } else if (!nullable) {
            throw new IllegalArgumentException(name + " is null, and its field is not nullable");
        }
    }

    private static Presence presence(FieldVector column, DictionaryProvider dictionaries) {
        if (column instanceof NullVector) {
            return index -> false;
        }
        if (column.getField().getDictionary() == null) {
            return index -> !column.isNull(index);
        }
        FieldVector dictionary = FieldVectors.dictionary(column.getField(), dictionaries);
        LongGetter indexes = LongGetter.of(column);
        return index -> !column.isNull(index) && !dictionary.isNull(Math.toIntExact(indexes.get(index)));
    }

    private Value value(FieldVector column, DictionaryProvider dictionaries) {
        FieldVector vector = FieldVectors.storage(column);
        if (vector.getField().getDictionary() != null) {
            Value values = value(FieldVectors.dictionary(vector.getField(), dictionaries), dictionaries);
            LongGetter indexes = LongGetter.of(vector);
            return index -> values.write(Math.toIntExact(indexes.get(index)));
        }
        if (vector instanceof MapVector map) {
            StructVector entries = (StructVector) map.getDataVector();
            List<ColumnWriter> keyAndValue = List.of(
                    new ColumnWriter((FieldVector) entries.getChildByOrdinal(0), "key", 0, dictionaries, out),
                    new ColumnWriter((FieldVector) entries.getChildByOrdinal(1), "value", 1, dictionaries, out));
            return repeated(ListBounds.of(map), "key_value", keyAndValue);
        }
        if (ListBounds.isList(vector.getField().getType())) {
            ListBounds bounds = ListBounds.of(vector);
            return repeated(
                    bounds, "list", List.of(new ColumnWriter(bounds.elements(), "element", 0, dictionaries, out)));
        }
        if (vector instanceof StructVector struct) {
            List<ColumnWriter> fields = new ArrayList<>();
            for (FieldVector child : struct.getChildrenFromFields()) {
                fields.add(new ColumnWriter(child, child.getName(), fields.size(), dictionaries, out));
            }
            return index -> group(fields, index);
        }
        return scalar(vector);
    }

    private void group(List<ColumnWriter> fields, int index) {
        out.startGroup();
        for (ColumnWriter field : fields) {
            field.write(index);
        }
        out.endGroup();
    }

    private Value repeated(ListBounds bounds, String repeated, List<ColumnWriter> fields) {
        return index -> {
            int start = bounds.start().applyAsInt(index);
            int end = bounds.end().applyAsInt(index);
            out.startGroup();
            if (start < end) {
                out.startField(repeated, 0);
                for (int i = start; i < end; i++) {
                    group(fields, i);
                }
                out.endField(repeated, 0);
            }
            out.endGroup();
        };
    }

    private Value scalar(FieldVector vector) {
        return switch (vector.getMinorType()) {
            case NULL -> index -> {};
            case BIT -> index -> out.addBoolean(((BitVector) vector).get(index) != 0);
            case FLOAT2 -> index -> out.addBinary(littleEndian(((Float2Vector) vector).get(index)));
            case FLOAT4 -> index -> out.addFloat(((Float4Vector) vector).get(index));
            case FLOAT8 -> index -> out.addDouble(((Float8Vector) vector).get(index));
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR, VARBINARY, LARGEVARBINARY, VIEWVARBINARY ->
                index -> out.addBinary(Binary.fromConstantByteArray(((VariableWidthFieldVector) vector).get(index)));
            case FIXEDSIZEBINARY ->
                index -> out.addBinary(Binary.fromConstantByteArray(((FixedSizeBinaryVector) vector).get(index)));
            case DECIMAL -> {
                int bytes = ArrowToParquetSchema.bytesOfDigits(((DecimalVector) vector).getPrecision());
                yield index -> out.addBinary(bigEndian(
                        ((DecimalVector) vector)
                                .getObject(index)
                                .unscaledValue()
                                .toByteArray(),
                        bytes));
            }
            case DECIMAL256 -> {
                int bytes = ArrowToParquetSchema.bytesOfDigits(((Decimal256Vector) vector).getPrecision());
                yield index -> out.addBinary(bigEndian(
                        ((Decimal256Vector) vector)
                                .getObject(index)
                                .unscaledValue()
                                .toByteArray(),
                        bytes));
            }
            default -> integer(vector);
        };
    }

    private Value integer(FieldVector vector) {
        LongGetter values = LongGetter.of(vector);
        long scale = ArrowToParquetSchema.scale(vector.getField().getType());
        boolean isInt = vector.getField().getType() instanceof ArrowType.Date;
        return switch (vector.getMinorType()) {
            case TINYINT, SMALLINT, INT, UINT1, UINT2, UINT4, DATEDAY, TIMEMILLI ->
                index -> out.addInteger((int) values.get(index));
            case TIMESEC -> index -> out.addInteger(Math.toIntExact(values.get(index) * scale));
            case DATEMILLI -> index -> out.addInteger(days(values.get(index), -scale));
            default ->
                isInt || scale == 1
                        ? index -> out.addLong(values.get(index))
                        : index -> out.addLong(Math.multiplyExact(values.get(index), scale));
        };
    }

    private static int days(long millis, long millisPerDay) {
        if (Math.floorMod(millis, millisPerDay) != 0) {
            throw new IllegalArgumentException(millis + " ms is not a whole number of days, as a date must be");
        }
        return Math.toIntExact(Math.floorDiv(millis, millisPerDay));
    }

    private static Binary littleEndian(short value) {
        return Binary.fromConstantByteArray(new byte[] {(byte) value, (byte) (value >> 8)});
    }

    private static Binary bigEndian(byte[] number, int bytes) {
        if (number.length > bytes) {
            throw new ArithmeticException("a decimal has more digits than its type allows");
        }
        byte[] value = new byte[bytes];
        Arrays.fill(value, 0, bytes - number.length, (byte) (number[0] < 0 ? -1 : 0));
        System.arraycopy(number, 0, value, bytes - number.length, number.length);
        return Binary.fromConstantByteArray(value);
    }
}

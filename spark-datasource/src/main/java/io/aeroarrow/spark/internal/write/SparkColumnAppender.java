package io.aeroarrow.spark.internal.write;

import io.aeroarrow.spark.internal.runtime.VariantColumns;
import java.math.BigDecimal;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * Appends values of Spark rows to a vector, without an object per value where Spark's rows allow that. Spark's own Arrow
 * writer differs between Spark versions.
 */
final class SparkColumnAppender {

    /** Sets an element to a value that is not null. */
    @FunctionalInterface
    private interface Setter {
        void set(int index, SpecializedGetters from, int ordinal);
    }

    private final FieldVector vector;
    private final Setter setter;

    private SparkColumnAppender(FieldVector vector, Setter setter) {
        this.vector = vector;
        this.setter = setter;
    }

    /**
     * Creates an appender.
     *
     * @param vector a vector of the Arrow type that {@link io.aeroarrow.spark.internal.runtime.SparkTypes} maps the type to
     * @param bytes counts the bytes of values without a fixed width
     */
    static SparkColumnAppender of(FieldVector vector, DataType type, ByteCounter bytes) {
        return new SparkColumnAppender(vector, setter(vector, type, bytes));
    }

    /** Sets element {@code index} to value {@code ordinal} of a row or an array. */
    void append(int index, SpecializedGetters from, int ordinal) {
        if (from.isNullAt(ordinal)) {
            setNull(index);
        } else {
            setter.set(index, from, ordinal);
        }
    }

    void setNull(int index) {
        vector.setNull(index);
    }

    private static Setter setter(FieldVector vector, DataType type, ByteCounter bytes) {
        if (vector instanceof BaseIntVector) {
            return integer(vector);
        } else if (vector instanceof BitVector bits) {
            return (index, from, at) -> bits.setSafe(index, from.getBoolean(at) ? 1 : 0);
        } else if (vector instanceof Float4Vector floats) {
            return (index, from, at) -> floats.setSafe(index, from.getFloat(at));
        } else if (vector instanceof Float8Vector doubles) {
            return (index, from, at) -> doubles.setSafe(index, from.getDouble(at));
        } else if (vector instanceof DateDayVector days) {
            return (index, from, at) -> days.setSafe(index, from.getInt(at));
        } else if (vector instanceof TimeStampVector times) {
            return (index, from, at) -> times.setSafe(index, from.getLong(at));
        } else if (vector instanceof DurationVector intervals) {
            return (index, from, at) -> intervals.setSafe(index, from.getLong(at));
        } else if (vector instanceof IntervalYearVector months) {
            return (index, from, at) -> months.setSafe(index, from.getInt(at));
        } else if (vector instanceof TimeNanoVector times) {
            return (index, from, at) -> times.setSafe(index, from.getLong(at));
        } else if (vector instanceof VarCharVector text) {
            return (index, from, at) -> {
                byte[] utf8 = from.getUTF8String(at).getBytes();
                text.setSafe(index, utf8);
                bytes.add(utf8.length);
            };
        } else if (vector instanceof VarBinaryVector blobs) {
            return (index, from, at) -> {
                byte[] blob = from.getBinary(at);
                blobs.setSafe(index, blob);
                bytes.add(blob.length);
            };
        } else if (vector instanceof DecimalVector decimals && type instanceof DecimalType decimal) {
            return (index, from, at) -> {
                BigDecimal value = from.getDecimal(at, decimal.precision(), decimal.scale())
                        .toJavaBigDecimal();
                decimals.setSafe(index, value.setScale(decimal.scale()));
            };
        }
        return nested(vector, type, bytes);
    }

    private static Setter integer(FieldVector vector) {
        if (vector instanceof BigIntVector longs) {
            return (index, from, at) -> longs.setSafe(index, from.getLong(at));
        } else if (vector instanceof IntVector ints) {
            return (index, from, at) -> ints.setSafe(index, from.getInt(at));
        } else if (vector instanceof SmallIntVector shorts) {
            return (index, from, at) -> shorts.setSafe(index, from.getShort(at));
        } else if (vector instanceof TinyIntVector tiny) {
            return (index, from, at) -> tiny.setSafe(index, from.getByte(at));
        }
        throw new IllegalArgumentException("integer vector " + vector.getField() + " has no Spark type");
    }

    private static Setter nested(FieldVector vector, DataType type, ByteCounter bytes) {
        // MapVector extends ListVector: test it first.
        if (vector instanceof MapVector maps && type instanceof MapType map) {
            StructVector pairs = (StructVector) maps.getDataVector();
            SparkColumnAppender keys = of((FieldVector) pairs.getChildByOrdinal(0), map.keyType(), bytes);
            SparkColumnAppender values = of((FieldVector) pairs.getChildByOrdinal(1), map.valueType(), bytes);
            return (index, from, at) -> setMap(maps, pairs, keys, values, index, from.getMap(at), bytes);
        } else if (vector instanceof ListVector lists && type instanceof ArrayType array) {
            SparkColumnAppender elements = of(lists.getDataVector(), array.elementType(), bytes);
            return (index, from, at) -> setList(lists, elements, index, from.getArray(at), bytes);
        } else if (vector instanceof StructVector structs && VariantColumns.is(type)) {
            VarBinaryVector value = structs.getChild("value", VarBinaryVector.class);
            VarBinaryVector metadata = structs.getChild("metadata", VarBinaryVector.class);
            return (index, from, at) -> setVariant(structs, value, metadata, index, from.get(at, type), bytes);
        } else if (vector instanceof StructVector structs && type instanceof StructType struct) {
            SparkColumnAppender[] fields = new SparkColumnAppender[struct.size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = of(
                        (FieldVector) structs.getChildByOrdinal(i),
                        struct.apply(i).dataType(),
                        bytes);
            }
            return (index, from, at) -> setStruct(structs, fields, index, from.getStruct(at, fields.length));
        }
        throw new IllegalArgumentException("type " + type.sql() + " does not fit vector " + vector.getField());
    }

    private static void setList(
            ListVector lists, SparkColumnAppender elements, int index, ArrayData array, ByteCounter bytes) {
        int start = lists.startNewValue(index);
        int size = array.numElements();
        for (int i = 0; i < size; i++) {
            elements.append(start + i, array, i);
        }
        lists.endValue(index, size);
        bytes.add(size);
    }

    private static void setMap(
            MapVector maps,
            StructVector pairs,
            SparkColumnAppender keys,
            SparkColumnAppender values,
            int index,
            MapData map,
            ByteCounter bytes) {
        int start = maps.startNewValue(index);
        int size = map.numElements();
        for (int i = 0; i < size; i++) {
            pairs.setIndexDefined(start + i);
            keys.append(start + i, map.keyArray(), i);
            values.append(start + i, map.valueArray(), i);
        }
        maps.endValue(index, size);
        bytes.add(size);
    }

    private static void setVariant(
            StructVector structs,
            VarBinaryVector value,
            VarBinaryVector metadata,
            int index,
            Object variant,
            ByteCounter bytes) {
        byte[] content = VariantColumns.value(variant);
        byte[] names = VariantColumns.metadata(variant);
        structs.setIndexDefined(index);
        value.setSafe(index, content);
        metadata.setSafe(index, names);
        bytes.add(content.length + names.length);
    }

    private static void setStruct(StructVector structs, SparkColumnAppender[] fields, int index, InternalRow struct) {
        structs.setIndexDefined(index);
        for (int i = 0; i < fields.length; i++) {
            fields[i].append(index, struct, i);
        }
    }
}

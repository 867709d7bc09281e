package io.aeroarrow.vector;

import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.jspecify.annotations.Nullable;

/** Chooses the appender of a vector: the one place that knows all types. */
final class ColumnFactory {

    private ColumnFactory() {}

    /**
     * The appender that fills a vector.
     *
     * @throws IllegalArgumentException naming the field, if nothing decodes to its type
     */
    static ColumnAppender appender(FieldVector vector) {
        ArrowType type = vector.getField().getType();
        if (vector.getField().getDictionary() == null) {
            if (vector instanceof BitVector bits) {
                return new BoolAppender(bits);
            } else if (vector instanceof FixedSizeBinaryVector binary) {
                return new FixedSizeBinaryAppender(binary);
            } else if (vector instanceof VarCharVector text) {
                return VariableWidthAppender.utf8(text);
            } else if (vector instanceof VarBinaryVector binary) {
                return VariableWidthAppender.binary(binary);
            } else if (vector instanceof MapVector map) {
                return ListAppender.ofMap(map, new PairAppender((StructVector) map.getDataVector()));
            } else if (vector instanceof ListVector list) {
                return ListAppender.ofList(list);
            } else if (vector instanceof FixedSizeListVector list) {
                return new FixedSizeListAppender(list);
            } else if (vector instanceof StructVector struct) {
                return new StructAppender(struct);
            } else if (vector instanceof DecimalVector decimal && decimal.getScale() == 0) {
                return new DecimalAppender(decimal, decimal.getPrecision());
            } else if (vector instanceof BaseFixedWidthVector fixed) {
                ColumnAppender number = number(fixed, type);
                if (number != null) {
                    return number;
                }
            }
        }
        throw new IllegalArgumentException("field '" + vector.getName() + "' has type " + vector.getField()
                + ", which nothing is decoded to; integers, floats, bool, utf8, binary, fixed-size binary, dates, times,"
                + " timestamps, durations, decimals without a fraction, lists, fixed-size lists, maps and structs of"
                + " these are");
    }

    private static @Nullable ColumnAppender number(BaseFixedWidthVector vector, ArrowType type) {
        if (type instanceof ArrowType.Int integer) {
            return IntegerAppender.of(vector, integer.getBitWidth(), integer.getIsSigned());
        } else if (type instanceof ArrowType.FloatingPoint real) {
            if (real.getPrecision() == FloatingPointPrecision.DOUBLE) {
                return FloatAppender.float64(vector);
            }
            return real.getPrecision() == FloatingPointPrecision.SINGLE ? FloatAppender.float32(vector) : null;
        } else if (type instanceof ArrowType.Timestamp
                || type instanceof ArrowType.Duration
                || type instanceof ArrowType.Date
                || type instanceof ArrowType.Time) {
            return IntegerAppender.of(vector, vector.getTypeWidth() * Byte.SIZE, true);
        }
        return null;
    }
}

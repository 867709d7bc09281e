package io.aeroarrow.internal.arrow.write;

import io.aeroarrow.arrow.schema.DecimalStorage;
import java.util.function.IntToLongFunction;
import org.apache.arrow.vector.BaseIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DateMilliVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeNanoVector;
import org.apache.arrow.vector.TimeSecVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of vectors whose types are written to integer bins: integers, decimals of scale 0 or
 * stored scaled, times.
 */
final class IntegerElements {

    private IntegerElements() {}

    /**
     * Reads the elements of a vector as integers; null if its type is not written to integer bins.
     *
     * @param field has the scale with which decimals are written
     * @param decimals how the vector's decimals with a fraction are stored; null if that is an error
     */
    static @Nullable IntToLongFunction of(FieldVector vector, Field field, @Nullable DecimalStorage decimals) {
        if (vector instanceof UInt8Vector unsigned) {
            return row -> requireSigned(unsigned, row);
        } else if (vector instanceof BaseIntVector integers) {
            return integers::getValueAsLong;
        }
        return vector.getField().getType() instanceof ArrowType.Decimal
                ? DecimalElements.integers(vector, field, decimals)
                : count(vector);
    }

    private static long requireSigned(UInt8Vector vector, int row) {
        long value = vector.get(row);
        if (value < 0) {
            throw new UnwritableValueException(
                    vector.getField(),
                    Long.toUnsignedString(value) + " exceeds the largest integer of a bin, " + Long.MAX_VALUE);
        }
        return value;
    }

    /** Times and durations are written as counts of the type's unit. */
    private static @Nullable IntToLongFunction count(FieldVector vector) {
        if (vector instanceof TimeStampVector times) {
            return times::get;
        } else if (vector instanceof DateDayVector days) {
            return days::get;
        } else if (vector instanceof DateMilliVector millis) {
            return millis::get;
        } else if (vector instanceof TimeSecVector seconds) {
            return seconds::get;
        } else if (vector instanceof TimeMilliVector millis) {
            return millis::get;
        } else if (vector instanceof TimeMicroVector micros) {
            return micros::get;
        } else if (vector instanceof TimeNanoVector nanos) {
            return nanos::get;
        } else if (vector instanceof DurationVector spans) {
            return row -> DurationVector.get(spans.getDataBuffer(), row);
        } else if (vector instanceof IntervalYearVector months) {
            return months::get;
        }
        return null;
    }
}

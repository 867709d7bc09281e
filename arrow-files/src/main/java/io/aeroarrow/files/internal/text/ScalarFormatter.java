package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.LongGetter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Base64;
import java.util.function.LongFunction;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.VariableWidthFieldVector;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Formats values that are neither null nor nested as text. {@link ScalarSetter} parses the same text. */
@FunctionalInterface
public interface ScalarFormatter {

    String text(int index);

    static ScalarFormatter of(FieldVector vector) {
        return switch (vector.getMinorType()) {
            case TINYINT, SMALLINT, INT, BIGINT, UINT1, UINT2, UINT4 -> {
                LongGetter values = LongGetter.of(vector);
                yield index -> Long.toString(values.get(index));
            }
            case UINT8 -> {
                LongGetter values = LongGetter.of(vector);
                yield index -> Long.toUnsignedString(values.get(index));
            }
            case FLOAT2 -> index -> Float.toString(Float16.toFloat(((Float2Vector) vector).get(index)));
            case FLOAT4 -> index -> Float.toString(((Float4Vector) vector).get(index));
            case FLOAT8 -> index -> Double.toString(((Float8Vector) vector).get(index));
            case BIT -> index -> ((BitVector) vector).get(index) == 0 ? "false" : "true";
            case DECIMAL -> index -> ((DecimalVector) vector).getObject(index).toPlainString();
            case DECIMAL256 -> index -> plain(((Decimal256Vector) vector).getObject(index));
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR ->
                index -> ExactText.text(((VariableWidthFieldVector) vector).get(index));
            case VARBINARY, LARGEVARBINARY, VIEWVARBINARY ->
                index -> Base64.getEncoder().encodeToString(((VariableWidthFieldVector) vector).get(index));
            case FIXEDSIZEBINARY ->
                index -> Base64.getEncoder().encodeToString(((FixedSizeBinaryVector) vector).get(index));
            default -> ofTime(vector);
        };
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }

    private static ScalarFormatter ofTime(FieldVector vector) {
        ArrowType type = vector.getField().getType();
        if (type instanceof ArrowType.Date date) {
            return switch (date.getUnit()) {
                case DAY -> counted(vector, days -> LocalDate.ofEpochDay(days).toString());
                case MILLISECOND ->
                    counted(
                            vector,
                            millis -> LocalDate.ofEpochDay(wholeDays(millis)).toString());
            };
        }
        if (type instanceof ArrowType.Time time) {
            TimeConverter times = new TimeConverter(time.getUnit());
            return counted(vector, count -> times.time(count).toString());
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            TimeConverter times = new TimeConverter(timestamp.getUnit());
            return timestamp.getTimezone() == null || timestamp.getTimezone().isEmpty()
                    ? counted(vector, count -> times.dateTime(count).toString())
                    : counted(vector, count -> times.instant(count).toString());
        }
        if (type instanceof ArrowType.Duration duration) {
            TimeConverter times = new TimeConverter(duration.getUnit());
            return counted(vector, count -> times.duration(count).toString());
        }
        return ofInterval(vector);
    }

    private static ScalarFormatter ofInterval(FieldVector vector) {
        if (vector instanceof IntervalYearVector months) {
            return index -> Period.ofMonths(months.get(index)).toString();
        }
        if (vector instanceof IntervalDayVector days) {
            return index -> Period.ofDays(IntervalDayVector.getDays(days.getDataBuffer(), index)) + " "
                    + Duration.ofMillis(IntervalDayVector.getMilliseconds(days.getDataBuffer(), index));
        }
        if (vector instanceof IntervalMonthDayNanoVector all) {
            return index -> Period.of(
                            0,
                            IntervalMonthDayNanoVector.getMonths(all.getDataBuffer(), index),
                            IntervalMonthDayNanoVector.getDays(all.getDataBuffer(), index))
                    + " " + Duration.ofNanos(IntervalMonthDayNanoVector.getNanoseconds(all.getDataBuffer(), index));
        }
        throw FieldVectors.unsupported(vector.getField());
    }

    private static ScalarFormatter counted(FieldVector vector, LongFunction<String> text) {
        LongGetter values = LongGetter.of(vector);
        return index -> text.apply(values.get(index));
    }

    private static long wholeDays(long millis) {
        long perDay = Duration.ofDays(1).toMillis();
        if (Math.floorMod(millis, perDay) != 0) {
            throw new IllegalArgumentException(millis + " ms is not a whole number of days, as a date must be");
        }
        return Math.floorDiv(millis, perDay);
    }
}

package io.aeroarrow.files.text;

import io.aeroarrow.files.column.Columns;
import io.aeroarrow.files.column.Longs;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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

/** The values of a column as text, for values that are neither null nor nested. {@link ScalarSetter} takes the same text. */
@FunctionalInterface
interface ScalarText {

    String text(int index);

    static ScalarText of(FieldVector vector) {
        return switch (vector.getMinorType()) {
            case TINYINT, SMALLINT, INT, BIGINT, UINT1, UINT2, UINT4 -> {
                Longs values = Longs.of(vector);
                yield index -> Long.toString(values.get(index));
            }
            case UINT8 -> {
                Longs values = Longs.of(vector);
                yield index -> Long.toUnsignedString(values.get(index));
            }
            case FLOAT2 -> index -> Float.toString(Float16.toFloat(((Float2Vector) vector).get(index)));
            case FLOAT4 -> index -> Float.toString(((Float4Vector) vector).get(index));
            case FLOAT8 -> index -> Double.toString(((Float8Vector) vector).get(index));
            case BIT -> index -> ((BitVector) vector).get(index) == 0 ? "false" : "true";
            case DECIMAL -> index -> ((DecimalVector) vector).getObject(index).toPlainString();
            case DECIMAL256 -> index -> plain(((Decimal256Vector) vector).getObject(index));
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR ->
                index -> new String(((VariableWidthFieldVector) vector).get(index), StandardCharsets.UTF_8);
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

    private static ScalarText ofTime(FieldVector vector) {
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
            Times times = new Times(time.getUnit());
            return counted(vector, count -> times.time(count).toString());
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            Times times = new Times(timestamp.getUnit());
            return timestamp.getTimezone() == null || timestamp.getTimezone().isEmpty()
                    ? counted(vector, count -> times.dateTime(count).toString())
                    : counted(vector, count -> times.instant(count).toString());
        }
        if (type instanceof ArrowType.Duration duration) {
            Times times = new Times(duration.getUnit());
            return counted(vector, count -> times.duration(count).toString());
        }
        return ofInterval(vector);
    }

    private static ScalarText ofInterval(FieldVector vector) {
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
        throw Columns.notHere(vector.getField());
    }

    private static ScalarText counted(FieldVector vector, LongFunction<String> text) {
        Longs values = Longs.of(vector);
        return index -> text.apply(values.get(index));
    }

    private static long wholeDays(long millis) {
        long perDay = Duration.ofDays(1).toMillis();
        if (Math.floorMod(millis, perDay) != 0) {
            throw new IllegalArgumentException(millis + " ms is no whole day, as a date is");
        }
        return Math.floorDiv(millis, perDay);
    }
}

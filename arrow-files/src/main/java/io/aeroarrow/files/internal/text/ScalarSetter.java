package io.aeroarrow.files.internal.text;

import io.aeroarrow.files.internal.column.BytesSetter;
import io.aeroarrow.files.internal.column.FieldVectors;
import io.aeroarrow.files.internal.column.LongSetter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import org.apache.arrow.memory.util.Float16;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.Decimal256Vector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntervalDayVector;
import org.apache.arrow.vector.IntervalMonthDayNanoVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/**
 * Sets a column's values from text in the form of {@link ScalarFormatter}. Throws an {@link IllegalArgumentException}, an
 * {@link ArithmeticException} or a {@link java.time.DateTimeException} if the text is not valid for the column's type.
 */
@FunctionalInterface
public interface ScalarSetter {

    void set(int index, String text);

    static ScalarSetter of(FieldVector vector) {
        return switch (vector.getMinorType()) {
            case TINYINT -> integers(vector, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> integers(vector, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> integers(vector, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> integers(vector, Long.MIN_VALUE, Long.MAX_VALUE);
            case UINT1 -> integers(vector, 0, 0xffL);
            case UINT2 -> integers(vector, 0, 0xffffL);
            case UINT4 -> integers(vector, 0, 0xffff_ffffL);
            case UINT8 -> counted(vector, Long::parseUnsignedLong);
            case FLOAT2 ->
                (index, text) -> ((Float2Vector) vector)
                        .setSafe(index, Float16.toFloat16((float) number(text, Float16Range.MAX)));
            case FLOAT4 -> (index, text) -> ((Float4Vector) vector).setSafe(index, single(text));
            case FLOAT8 -> (index, text) -> ((Float8Vector) vector).setSafe(index, number(text, Double.MAX_VALUE));
            case BIT -> (index, text) -> ((BitVector) vector).setSafe(index, bool(text) ? 1 : 0);
            case DECIMAL -> {
                ArrowType.Decimal type = (ArrowType.Decimal) vector.getField().getType();
                yield (index, text) -> ((DecimalVector) vector).setSafe(index, decimal(text, type));
            }
            case DECIMAL256 -> {
                ArrowType.Decimal type = (ArrowType.Decimal) vector.getField().getType();
                yield (index, text) -> ((Decimal256Vector) vector).setSafe(index, decimal(text, type));
            }
            case VARCHAR, LARGEVARCHAR, VIEWVARCHAR -> {
                BytesSetter bytes = BytesSetter.of(vector);
                yield (index, text) -> bytes.set(index, ExactText.utf8(text));
            }
            case VARBINARY, LARGEVARBINARY, VIEWVARBINARY, FIXEDSIZEBINARY -> {
                BytesSetter bytes = BytesSetter.of(vector);
                yield (index, text) -> bytes.set(index, Base64.getDecoder().decode(text));
            }
            default -> ofTime(vector);
        };
    }

    private static ScalarSetter ofTime(FieldVector vector) {
        ArrowType type = vector.getField().getType();
        if (type instanceof ArrowType.Date date) {
            long perDay =
                    date.getUnit() == DateUnit.DAY ? 1 : Duration.ofDays(1).toMillis();
            return counted(vector, text -> {
                long days = LocalDate.parse(text).toEpochDay();
                return perDay == 1 ? Math.toIntExact(days) : Math.multiplyExact(days, perDay);
            });
        }
        if (type instanceof ArrowType.Time time) {
            TimeConverter times = new TimeConverter(time.getUnit());
            return counted(vector, text -> times.count(LocalTime.parse(text)));
        }
        if (type instanceof ArrowType.Timestamp timestamp) {
            TimeConverter times = new TimeConverter(timestamp.getUnit());
            return timestamp.getTimezone() == null || timestamp.getTimezone().isEmpty()
                    ? counted(vector, text -> times.count(dateTime(text).toInstant(ZoneOffset.UTC)))
                    : counted(vector, text -> times.count(instant(text)));
        }
        if (type instanceof ArrowType.Duration duration) {
            TimeConverter times = new TimeConverter(duration.getUnit());
            return counted(vector, text -> times.count(Duration.parse(text)));
        }
        return ofInterval(vector);
    }

    private static ScalarSetter ofInterval(FieldVector vector) {
        if (vector instanceof IntervalYearVector months) {
            return (index, text) ->
                    months.setSafe(index, Math.toIntExact(Period.parse(text).toTotalMonths()));
        }
        if (vector instanceof IntervalDayVector days) {
            return (index, text) -> {
                String[] parts = twoParts(text);
                days.setSafe(
                        index,
                        days(Period.parse(parts[0])),
                        Math.toIntExact(Duration.parse(parts[1]).toMillis()));
            };
        }
        if (vector instanceof IntervalMonthDayNanoVector all) {
            return (index, text) -> {
                String[] parts = twoParts(text);
                Period period = Period.parse(parts[0]);
                all.setSafe(
                        index,
                        Math.toIntExact(period.toTotalMonths()),
                        days(period),
                        Duration.parse(parts[1]).toNanos());
            };
        }
        throw FieldVectors.unsupported(vector.getField());
    }

    @SuppressWarnings("JavaPeriodGetDays") // Arrow stores days separately from months.
    private static int days(Period period) {
        return period.getDays();
    }

    private static String[] twoParts(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("expected an interval such as \"P3D PT4.5S\"");
        }
        return parts;
    }

    /** Parses an ISO date and time. A space may replace the T. */
    static LocalDateTime dateTime(String text) {
        return LocalDateTime.parse(withT(text));
    }

    static Instant instant(String text) {
        String iso = withT(text);
        if (iso.contains(":60")) {
            // The parser would return the second before.
            throw new IllegalArgumentException("a leap second");
        }
        return iso.endsWith("Z")
                ? Instant.parse(iso)
                : OffsetDateTime.parse(iso).toInstant();
    }

    private static String withT(String text) {
        return text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
    }

    static boolean bool(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> throw new IllegalArgumentException("expected true or false");
        };
    }

    /** Parses a decimal number, NaN or an infinity. A number beyond the greatest value is an error, not an infinity. */
    static double number(String text, double greatest) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> finite(text, greatest);
        };
    }

    private static double finite(String text, double greatest) {
        // Double.parseDouble also accepts "1d", "0x1p3" and surrounding spaces.
        if (!text.chars().allMatch(c -> "0123456789.+-eE".indexOf(c) >= 0)) {
            throw new NumberFormatException("not a number");
        }
        double value = Double.parseDouble(text);
        if (Math.abs(value) > greatest) {
            throw new ArithmeticException("too great");
        }
        return value;
    }

    private static float single(String text) {
        double value = number(text, Double.MAX_VALUE);
        // A conversion through double would round twice.
        float single = Double.isFinite(value) ? Float.parseFloat(text) : (float) value;
        if (Float.isInfinite(single) && Double.isFinite(value)) {
            throw new ArithmeticException("too great");
        }
        return single;
    }

    private static BigDecimal decimal(String text, ArrowType.Decimal type) {
        BigDecimal given = new BigDecimal(text);
        if (given.stripTrailingZeros().scale() > type.getScale()) {
            throw new ArithmeticException("more than " + type.getScale() + " digits after the decimal point");
        }
        BigDecimal value = given.setScale(type.getScale(), RoundingMode.UNNECESSARY);
        if (value.precision() > type.getPrecision()) {
            throw new ArithmeticException("more than " + type.getPrecision() + " digits");
        }
        return value;
    }

    private static ScalarSetter integers(FieldVector vector, long least, long greatest) {
        return counted(vector, text -> {
            long value = Long.parseLong(text);
            if (value < least || value > greatest) {
                throw new ArithmeticException("not between " + least + " and " + greatest);
            }
            return value;
        });
    }

    /** Parses a text as an integer, or as a count of a unit. */
    @FunctionalInterface
    interface LongParser {
        long parse(String text);
    }

    private static ScalarSetter counted(FieldVector vector, LongParser parser) {
        LongSetter setter = LongSetter.of(vector);
        return (index, text) -> setter.set(index, parser.parse(text));
    }

    /** The range of half floats. */
    final class Float16Range {
        static final double MAX = 65504;

        private Float16Range() {}
    }

    /** Returns whether a text is an integer of 64 bits without leading zeros: 007 is a code, not a number. */
    static boolean isInt64(String text) {
        int digits = text.startsWith("-") ? text.length() - 1 : text.length();
        if (digits < 1 || digits > 19 || (digits > 1 && text.charAt(text.length() - digits) == '0')) {
            return false;
        }
        for (int i = text.length() - digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return digits < 19 || new BigInteger(text).bitLength() < Long.SIZE;
    }
}

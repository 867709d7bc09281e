package io.aeroarrow.files.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** The types that hold all values of a CSV column that have been seen. */
final class CsvGuess {

    /** Those tried, the narrowest first. */
    private enum Candidate {
        INT64,
        FLOAT64,
        BOOL,
        DATE,
        TIMESTAMP,
        INSTANT;

        ArrowType type() {
            return switch (this) {
                case INT64 -> new ArrowType.Int(Long.SIZE, true);
                case FLOAT64 -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
                case BOOL -> ArrowType.Bool.INSTANCE;
                case DATE -> new ArrowType.Date(DateUnit.DAY);
                case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
                case INSTANT -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
            };
        }

        boolean holds(String text) {
            try {
                switch (this) {
                    case INT64 -> {
                        return ScalarSetter.isInt64(text);
                    }
                    case FLOAT64 -> {
                        ScalarSetter.number(text, Double.MAX_VALUE);
                        return !hasLeadingZero(text);
                    }
                    case BOOL -> ScalarSetter.bool(text);
                    case DATE -> LocalDate.parse(text);
                    case TIMESTAMP ->
                        new Times(TimeUnit.MICROSECOND)
                                .count(ScalarSetter.dateTime(text).toInstant(java.time.ZoneOffset.UTC));
                    case INSTANT -> new Times(TimeUnit.MICROSECOND).count(ScalarSetter.instant(text));
                }
                return true;
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                // Not of this type: that was the question.
                return false;
            }
        }

        private static boolean hasLeadingZero(String text) {
            int start = text.startsWith("-") ? 1 : 0;
            return text.length() > start + 1 && text.charAt(start) == '0' && Character.isDigit(text.charAt(start + 1));
        }
    }

    private final Set<Candidate> left = EnumSet.allOf(Candidate.class);
    private boolean seen;

    void see(String text) {
        seen = true;
        left.removeIf(candidate -> !candidate.holds(text));
    }

    /** Text, where nothing was seen or nothing else holds all. */
    ArrowType type() {
        return seen && !left.isEmpty() ? left.iterator().next().type() : ArrowType.Utf8.INSTANCE;
    }
}

package io.aeroarrow.files.internal.csv;

import io.aeroarrow.files.internal.text.ExactText;
import io.aeroarrow.files.internal.text.ScalarSetter;
import io.aeroarrow.files.internal.text.TimeConverter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Infers the type of a CSV column: the narrowest that holds all values added. */
final class CsvTypeInference {

    /** The types to try, the narrowest first. */
    enum Candidate {
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
                        return !text.startsWith("+") && !hasLeadingZero(text) && ExactText.isDouble(text);
                    }
                    case BOOL -> ScalarSetter.bool(text);
                    case DATE -> LocalDate.parse(text);
                    case TIMESTAMP ->
                        new TimeConverter(TimeUnit.MICROSECOND)
                                .count(ScalarSetter.dateTime(text).toInstant(java.time.ZoneOffset.UTC));
                    case INSTANT -> new TimeConverter(TimeUnit.MICROSECOND).count(ScalarSetter.instant(text));
                }
                return true;
            } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
                // The value is not of this type.
                return false;
            }
        }

        private static boolean hasLeadingZero(String text) {
            int start = text.startsWith("-") ? 1 : 0;
            return text.length() > start + 1 && text.charAt(start) == '0' && Character.isDigit(text.charAt(start + 1));
        }
    }

    /**
     * Returns the candidate of a type that {@link #type()} returned, other than text.
     *
     * @throws IllegalArgumentException for any other type
     */
    static Candidate candidate(ArrowType type) {
        return Arrays.stream(Candidate.values())
                .filter(candidate -> candidate.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " is not a type that is inferred"));
    }

    private final Set<Candidate> candidates = EnumSet.allOf(Candidate.class);
    private boolean hasValues;

    void add(String text) {
        hasValues = true;
        candidates.removeIf(candidate -> !candidate.holds(text));
    }

    /** Returns the type; text if there are no values or no other type holds all of them. */
    ArrowType type() {
        return hasValues && !candidates.isEmpty() ? candidates.iterator().next().type() : ArrowType.Utf8.INSTANCE;
    }
}

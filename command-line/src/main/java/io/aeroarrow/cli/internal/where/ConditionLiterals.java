package io.aeroarrow.cli.internal.where;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.Value;
import io.aeroarrow.model.Value.FloatValue;
import io.aeroarrow.model.Value.IntegerValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;

/** Converts the literals of a condition to values. */
final class ConditionLiterals {

    private static final long NANOS = 1_000_000_000L;
    private static final double EXACT_INTEGERS = 0x1p53;

    private ConditionLiterals() {}

    static boolean isLiteral(Token token) {
        return switch (token.kind()) {
            case INTEGER, FLOAT, TEXT, BLOB -> true;
            case WORD -> token.isWord("true") || token.isWord("false") || token.isWord("timestamp");
            case QUOTED_NAME, SYMBOL, END -> false;
        };
    }

    /**
     * Returns the value of a literal other than a timestamp. Its form determines its type.
     *
     * @throws IllegalArgumentException if it is not valid
     */
    static Value value(Token token) {
        return switch (token.kind()) {
            case INTEGER -> integer(token.text());
            case FLOAT -> number(token.text());
            case TEXT -> Value.of(token.text());
            case BLOB -> blob(token.text());
            default -> Value.of(token.isWord("true"));
        };
    }

    /** Returns a whole float as an integer for metadata and sizes, which are integers only; else the value itself. */
    static Value forOperand(Operand operand, Value value) {
        boolean toInteger = !(operand instanceof StoredValue)
                && value instanceof FloatValue number
                && number.value() == Math.rint(number.value())
                && Math.abs(number.value()) < EXACT_INTEGERS;
        return toInteger ? Value.of((long) ((FloatValue) value).value()) : value;
    }

    /** Returns the filter of a list of literals, which may hold integers and floats. */
    static Filter in(Operand operand, List<Value> values) {
        List<Value> integers =
                values.stream().filter(IntegerValue.class::isInstance).toList();
        List<Value> floats =
                values.stream().filter(FloatValue.class::isInstance).toList();
        boolean isMixed = !integers.isEmpty() && !floats.isEmpty() && integers.size() + floats.size() == values.size();
        return isMixed ? operand.in(integers).or(operand.in(floats)) : operand.in(values);
    }

    /** Returns the filter of a range, whose ends may be an integer and a float. */
    static Filter between(Operand operand, Value low, Value high) {
        boolean isMixed = (low instanceof IntegerValue && high instanceof FloatValue)
                || (low instanceof FloatValue && high instanceof IntegerValue);
        return isMixed
                ? operand.compare(ComparisonOperator.GREATER_OR_EQUAL, low)
                        .and(operand.compare(ComparisonOperator.LESS_OR_EQUAL, high))
                : operand.between(low, high);
    }

    /** Returns a time as nanoseconds since 1970, the form in which servers store times. */
    static Value timestamp(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Value.of(Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time with a zone, such as 2026-01-31T12:00:00Z", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is more than 292 years from 1970", e);
        }
    }

    private static Value integer(String text) {
        try {
            return Value.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            boolean digits = text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
            throw new IllegalArgumentException(
                    digits
                            ? text + " does not fit into 64 bits. Write " + text + ".0 for a float."
                            : "'" + text + "' is not a number. Put a name that starts with a digit in double quotes.",
                    e);
        }
    }

    private static Value number(String text) {
        // Double.parseDouble also accepts forms that this language does not have.
        if (!text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            throw new IllegalArgumentException("'" + text + "' is not a number");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(text + " is too large for a 64-bit float");
        }
        return Value.of(value);
    }

    private static Value blob(String hex) {
        try {
            return Value.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("X'" + hex + "' is not a blob. Use pairs of hex digits.", e);
        }
    }
}

package io.aeroarrow.cli.where;

import io.aeroarrow.model.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;

/** The literals of a condition. */
final class Literals {

    private static final long NANOS = 1_000_000_000L;

    private Literals() {}

    static boolean isLiteral(Token token) {
        return switch (token.kind()) {
            case INTEGER, FLOAT, TEXT, BLOB -> true;
            case WORD -> token.isWord("true") || token.isWord("false") || token.isWord("timestamp");
            case QUOTED_NAME, SYMBOL, END -> false;
        };
    }

    /**
     * The value of a literal other than a timestamp, of the type that its form says.
     *
     * @throws IllegalArgumentException if it is no such value
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

    /** A time, as the nanoseconds since 1970 that servers keep times in. */
    static Value timestamp(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return Value.of(Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no time with its zone, such as 2026-01-31T12:00:00Z", e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is further from 1970 than 292 years", e);
        }
    }

    private static Value integer(String text) {
        try {
            return Value.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            boolean digits = text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
            throw new IllegalArgumentException(
                    digits
                            ? text + " does not fit into 64 bits; " + text + ".0 is a float"
                            : "'" + text + "' is no number; names that begin with a digit go in double quotes",
                    e);
        }
    }

    private static Value number(String text) {
        // Double.parseDouble takes more than this language has.
        if (!text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            throw new IllegalArgumentException("'" + text + "' is no number");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new IllegalArgumentException(text + " is too large for a float of 64 bits");
        }
        return Value.of(value);
    }

    private static Value blob(String hex) {
        try {
            return Value.of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("X'" + hex + "' is no blob: it takes pairs of hex digits", e);
        }
    }
}

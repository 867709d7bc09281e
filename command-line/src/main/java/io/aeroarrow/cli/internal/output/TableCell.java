package io.aeroarrow.cli.internal.output;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;

/** Formats values for tables. */
final class TableCell {

    private TableCell() {}

    /** Returns the text of a value on one line; empty for null. */
    static String text(FieldVector column, int row) {
        Object value = column.getObject(row);
        if (value == null) {
            return "";
        }
        if (value instanceof byte[] bytes) {
            return "X'" + HexFormat.of().formatHex(bytes) + "'";
        }
        if (value instanceof Long count && column.getField().getType() instanceof ArrowType.Timestamp type) {
            return Instant.EPOCH.plus(count, unit(type.getUnit())).toString();
        }
        return onOneLine(value.toString());
    }

    /** Escapes control characters, which a terminal would execute. */
    static String onOneLine(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default ->
                    safe.append(Character.isISOControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c));
            }
        });
        return safe.toString();
    }

    static boolean isNumber(ArrowType type) {
        return type instanceof ArrowType.Int
                || type instanceof ArrowType.FloatingPoint
                || type instanceof ArrowType.Decimal;
    }

    private static ChronoUnit unit(TimeUnit unit) {
        return switch (unit) {
            case SECOND -> ChronoUnit.SECONDS;
            case MILLISECOND -> ChronoUnit.MILLIS;
            case MICROSECOND -> ChronoUnit.MICROS;
            case NANOSECOND -> ChronoUnit.NANOS;
        };
    }
}

package io.aeroarrow.flight.internal.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of constants and parameters: Long, BigDecimal, Double, String or Boolean. */
final class SqlLiterals {

    private SqlLiterals() {}

    /** Returns the value of an expression, or null if it is not a constant of these types. */
    static @Nullable Object of(JsonNode expression, List<@Nullable Object> parameters) {
        return switch (expression.path("type").asText()) {
            case "VALUE_CONSTANT" -> constant(expression.path("value"));
            case "VALUE_PARAMETER" -> parameter(expression.path("identifier").asText(), parameters);
            case "OPERATOR_CAST" -> truth(expression, parameters);
            default -> null;
        };
    }

    private static @Nullable Object constant(JsonNode constant) {
        JsonNode value = constant.path("value");
        if (constant.path("is_null").asBoolean()) {
            return null;
        }
        return switch (constant.path("type").path("id").asText()) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT" ->
                value.canConvertToLong() ? (Object) value.longValue() : null;
            case "DOUBLE" -> value.isNumber() ? (Object) value.doubleValue() : null;
            case "DECIMAL" ->
                value.isIntegralNumber()
                        ? new BigDecimal(
                                BigInteger.valueOf(value.longValue()),
                                constant.path("type")
                                        .path("type_info")
                                        .path("scale")
                                        .asInt())
                        : null;
            case "VARCHAR" -> value.isTextual() ? value.textValue() : null;
            case "BOOLEAN" -> value.isBoolean() ? (Object) value.booleanValue() : null;
            default -> null;
        };
    }

    private static @Nullable Object parameter(String identifier, List<@Nullable Object> parameters) {
        if (!identifier.matches("[1-9]\\d{0,5}")) {
            return null;
        }
        int index = Integer.parseInt(identifier) - 1;
        Object value = index < parameters.size() ? parameters.get(index) : null;
        boolean known =
                value instanceof Long || value instanceof Double || value instanceof String || value instanceof Boolean;
        return known ? value : null;
    }

    /** The parser writes {@code true} as the text 't' cast to a truth value. */
    private static @Nullable Object truth(JsonNode cast, List<@Nullable Object> parameters) {
        boolean isTruth = cast.path("cast_type").path("id").asText().equals("BOOLEAN");
        Object text = isTruth ? of(cast.path("child"), parameters) : null;
        if ("t".equals(text)) {
            return true;
        }
        return "f".equals(text) ? false : null;
    }
}

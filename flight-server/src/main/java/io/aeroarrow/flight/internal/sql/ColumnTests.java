package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.arrow.schema.FieldMetadata;
import io.aeroarrow.arrow.schema.MetadataColumn;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.math.BigDecimal;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one column that servers can do. A test is about the decoded value, not about the bin: a column of floats
 * reads integers too, and a column of texts reads lists, maps and GeoJSON as JSON text.
 *
 * @param lenient whether values that do not fit their column fail the read, rather than being null
 */
record ColumnTests(BinValue bin, Kind kind, boolean lenient) {

    /** Up to this size a float holds every integer. */
    private static final long EXACT_INTEGERS = 1L << 53;

    /** Decimals of so many digits become the same float here and in the engine. */
    private static final int EXACT_DIGITS = 15;

    enum Kind {
        INTEGER,
        FLOAT,
        TEXT,
        BOOL
    }

    /** Returns the tests of a column, or null if there are none. */
    static @Nullable ColumnTests of(Field field, boolean lenient) {
        if (MetadataColumn.named(field.getName()) != null
                || field.getMetadata().containsKey(FieldMetadata.TYPE_METADATA)) {
            return null;
        }
        Kind kind = kind(field.getType());
        String bin = field.getMetadata().getOrDefault(FieldMetadata.BIN_METADATA, field.getName());
        return kind == null ? null : new ColumnTests(Filter.bin(bin), kind, lenient);
    }

    private static @Nullable Kind kind(ArrowType type) {
        if (type instanceof ArrowType.Int integer && integer.getBitWidth() == Long.SIZE && integer.getIsSigned()) {
            return Kind.INTEGER;
        }
        if (type instanceof ArrowType.FloatingPoint number && number.getPrecision() == FloatingPointPrecision.DOUBLE) {
            return Kind.FLOAT;
        }
        if (type instanceof ArrowType.Utf8) {
            return Kind.TEXT;
        }
        return type instanceof ArrowType.Bool ? Kind.BOOL : null;
    }

    /** Returns the test of a comparison, or null. */
    @Nullable
    PushedCondition compare(ComparisonOperator operator, Object literal) {
        return switch (kind) {
            case INTEGER ->
                literal instanceof Long number
                        ? PushedCondition.exactly(bin.compare(operator, Value.of(number)))
                        : null;
            case FLOAT -> {
                Double number = asFloat(literal);
                yield number == null ? null : PushedCondition.of(floats(operator, number), lenient);
            }
            case TEXT -> literal instanceof String text ? text(operator, text) : null;
            case BOOL ->
                literal instanceof Boolean value && isEquality(operator)
                        ? is(value == (operator == ComparisonOperator.EQUAL))
                        : null;
        };
    }

    private static boolean isEquality(ComparisonOperator operator) {
        return operator == ComparisonOperator.EQUAL || operator == ComparisonOperator.NOT_EQUAL;
    }

    private static @Nullable Double asFloat(Object literal) {
        if (literal instanceof Long number) {
            return Math.abs(number) <= EXACT_INTEGERS ? Double.valueOf((double) number) : null;
        }
        if (literal instanceof BigDecimal decimal) {
            return decimal.precision() <= EXACT_DIGITS ? Double.valueOf(decimal.doubleValue()) : null;
        }
        return literal instanceof Double number && !number.isNaN() && !number.isInfinite() ? number : null;
    }

    /** For the engine NaN is greater than all numbers; for servers a comparison with it is false. */
    private Filter floats(ComparisonOperator operator, double value) {
        Filter all = bin.compare(operator, Value.of(value)).acrossNumbers();
        return switch (operator) {
            case GREATER -> all.or(Filter.not(bin.atMost(value)));
            case GREATER_OR_EQUAL -> all.or(Filter.not(bin.lessThan(value)));
            case NOT_EQUAL -> all.or(Filter.not(bin.equalTo(value)));
            case EQUAL, LESS, LESS_OR_EQUAL -> all;
        };
    }

    private PushedCondition text(ComparisonOperator operator, String text) {
        Filter texts = bin.compare(operator, Value.of(text));
        return switch (operator) {
            case EQUAL ->
                mayBeJson(text) ? PushedCondition.superset(texts.or(json())) : PushedCondition.of(texts, lenient);
            case NOT_EQUAL -> PushedCondition.of(texts.or(json()), lenient && !mayBeJson(text));
            default -> PushedCondition.superset(texts.or(json()));
        };
    }

    /** Returns the test of a prefix, or null. */
    @Nullable
    PushedCondition startsWith(String prefix) {
        if (kind != Kind.TEXT || prefix.isEmpty()) {
            return null;
        }
        Filter texts = bin.startsWith(prefix);
        return mayBeJson(prefix) ? PushedCondition.superset(texts.or(json())) : PushedCondition.of(texts, lenient);
    }

    /** Returns whether the JSON text of a list, a map or GeoJSON can start like a text. */
    private static boolean mayBeJson(String text) {
        return text.isEmpty() || text.charAt(0) == '[' || text.charAt(0) == '{' || text.charAt(0) <= ' ';
    }

    private Filter json() {
        return bin.hasType(BinType.LIST).or(bin.hasType(BinType.MAP)).or(bin.hasType(BinType.GEOJSON));
    }

    /** Returns the test of a column of truth values, or null. The integers 0 and 1 are truth values too. */
    @Nullable
    PushedCondition is(boolean value) {
        return kind == Kind.BOOL
                ? PushedCondition.of(bin.equalTo(value).or(bin.equalTo(value ? 1 : 0)), lenient)
                : null;
    }

    /** Returns the test for null, or null: values that do not fit may be null, and only the decoder finds them. */
    @Nullable
    PushedCondition isNull() {
        return lenient ? PushedCondition.exactly(bin.isMissing()) : null;
    }

    PushedCondition isNotNull() {
        return PushedCondition.of(bin.exists(), lenient);
    }
}

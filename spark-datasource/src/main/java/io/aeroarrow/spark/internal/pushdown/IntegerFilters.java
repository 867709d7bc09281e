package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * Filters for a column of integers or of a type stored as integers, such as timestamps.
 *
 * @param min the minimum of the column's type; smaller values read as null
 * @param max the maximum of the column's type; greater values read as null
 */
record IntegerFilters(StoredValue bin, long min, long max) implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        BigInteger value = integer(literal);
        return value == null ? isNotNull().inexact() : compare(operator, value);
    }

    RecordSelection compare(ComparisonOperator operator, BigInteger value) {
        return switch (operator) {
            case EQUAL -> range(value, value);
            case NOT_EQUAL -> different(value);
            case GREATER -> range(value.add(BigInteger.ONE), highest());
            case GREATER_OR_EQUAL -> range(value, highest());
            case LESS -> range(lowest(), value.subtract(BigInteger.ONE));
            case LESS_OR_EQUAL -> range(lowest(), value);
        };
    }

    /** Converts a literal to an integer; null if it is not one. */
    static @Nullable BigInteger integer(Object literal) {
        if (literal instanceof Decimal decimal) {
            BigDecimal exact = decimal.toJavaBigDecimal();
            return exact.stripTrailingZeros().scale() > 0 ? null : exact.toBigIntegerExact();
        }
        boolean integral = literal instanceof Long
                || literal instanceof Integer
                || literal instanceof Short
                || literal instanceof Byte;
        return integral ? BigInteger.valueOf(((Number) literal).longValue()) : null;
    }

    BigInteger lowest() {
        return BigInteger.valueOf(min);
    }

    BigInteger highest() {
        return BigInteger.valueOf(max);
    }

    private boolean isWithin(BigInteger value) {
        return value.compareTo(lowest()) >= 0 && value.compareTo(highest()) <= 0;
    }

    private RecordSelection different(BigInteger value) {
        if (!isWithin(value)) {
            return isNotNull();
        }
        // The filter is unknown for other types, so no type test is needed.
        RecordSelection different = RecordSelection.exactly(bin.notEqualTo(value.longValueExact()));
        return isWhole() ? different : isNotNull().and(different);
    }

    private boolean isWhole() {
        return min == Long.MIN_VALUE && max == Long.MAX_VALUE;
    }

    private RecordSelection range(BigInteger from, BigInteger to) {
        BigInteger low = from.max(lowest());
        BigInteger high = to.min(highest());
        if (low.compareTo(high) > 0) {
            return RecordSelection.none();
        }
        return RecordSelection.exactly(filter(low.longValueExact(), high.longValueExact()));
    }

    private Filter filter(long low, long high) {
        if (low == high) {
            return bin.equalTo(low);
        }
        if (low == Long.MIN_VALUE) {
            return high == Long.MAX_VALUE ? bin.hasType(BinType.INTEGER) : bin.atMost(high);
        }
        return high == Long.MAX_VALUE ? bin.atLeast(low) : bin.between(low, high);
    }

    @Override
    public RecordSelection anyOf(List<Object> literals) {
        List<Value> values = new ArrayList<>();
        for (Object literal : literals) {
            BigInteger value = integer(literal);
            if (value != null && isWithin(value)) {
                values.add(Value.of(value.longValueExact()));
            }
        }
        if (values.isEmpty()) {
            return RecordSelection.none();
        }
        Filter.MayBeIn filter = new Filter.MayBeIn(bin, values);
        return RecordSelection.of(filter, filter.isExact());
    }

    @Override
    public RecordSelection isNull() {
        Filter otherType = Filter.not(bin.hasType(BinType.INTEGER));
        return RecordSelection.exactly(
                isWhole() ? otherType : otherType.or(bin.lessThan(min)).or(bin.greaterThan(max)));
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.exactly(filter(min, max));
    }
}

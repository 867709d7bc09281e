package io.aeroarrow.spark.pushdown;

import io.aeroarrow.model.BinType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;
import org.jspecify.annotations.Nullable;

/** A column of integers, or of what is counted by integers; other numbers than those of its range are null there. */
record IntegerTests(BinValue bin, long least, long most) implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        BigInteger value = integer(literal);
        return value == null ? isNotNull().inexact() : compare(operator, value);
    }

    Selection compare(ComparisonOperator operator, BigInteger value) {
        return switch (operator) {
            case EQUAL -> range(value, value);
            case NOT_EQUAL -> different(value);
            case GREATER -> range(value.add(BigInteger.ONE), highest());
            case GREATER_OR_EQUAL -> range(value, highest());
            case LESS -> range(lowest(), value.subtract(BigInteger.ONE));
            case LESS_OR_EQUAL -> range(lowest(), value);
        };
    }

    /** A literal as an integer; null if it is none. */
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
        return BigInteger.valueOf(least);
    }

    BigInteger highest() {
        return BigInteger.valueOf(most);
    }

    private boolean isWithin(BigInteger value) {
        return value.compareTo(lowest()) >= 0 && value.compareTo(highest()) <= 0;
    }

    private Selection different(BigInteger value) {
        if (!isWithin(value)) {
            return isNotNull();
        }
        // Unknown for other types, so that it needs no test of the type beside it.
        Selection different = Selection.exactly(bin.notEqualTo(value.longValueExact()));
        return isWhole() ? different : isNotNull().and(different);
    }

    private boolean isWhole() {
        return least == Long.MIN_VALUE && most == Long.MAX_VALUE;
    }

    private Selection range(BigInteger from, BigInteger to) {
        BigInteger low = from.max(lowest());
        BigInteger high = to.min(highest());
        if (low.compareTo(high) > 0) {
            return Selection.none();
        }
        return Selection.exactly(filter(low.longValueExact(), high.longValueExact()));
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
    public Selection isNull() {
        Filter otherType = Filter.not(bin.hasType(BinType.INTEGER));
        return Selection.exactly(
                isWhole() ? otherType : otherType.or(bin.lessThan(least)).or(bin.greaterThan(most)));
    }

    @Override
    public Selection isNotNull() {
        return Selection.exactly(filter(least, most));
    }
}

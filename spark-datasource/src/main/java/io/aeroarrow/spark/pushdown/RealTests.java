package io.aeroarrow.spark.pushdown;

import io.aeroarrow.model.BinType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;
import io.aeroarrow.model.Value;

/**
 * A column of doubles or floats, which holds floats and integers alike. Spark orders NaN behind all other numbers; to a
 * server a comparison with it is false.
 */
final class RealTests implements ColumnTests {

    private final BinValue bin;
    private final boolean single;
    private final boolean lenient;
    /** Up to here, either way, the column's type holds every integer. */
    private final long exactIntegers;

    private RealTests(BinValue bin, boolean single, boolean lenient) {
        this.bin = bin;
        this.single = single;
        this.lenient = lenient;
        this.exactIntegers = single ? 1L << 24 : 1L << 53;
    }

    static RealTests doubles(BinValue bin, boolean lenient) {
        return new RealTests(bin, false, lenient);
    }

    static RealTests floats(BinValue bin, boolean lenient) {
        return new RealTests(bin, true, lenient);
    }

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof Double || literal instanceof Float)) {
            return isNotNull().inexact();
        }
        double value = ((Number) literal).doubleValue();
        if (Double.isNaN(value)) {
            return isNotNull().inexact();
        }
        Selection floats = Selection.of(floats(operator, value), lenient || !single || isEqual(operator));
        return floats.or(integers(operator, value));
    }

    private static boolean isEqual(ComparisonOperator operator) {
        return operator == ComparisonOperator.EQUAL;
    }

    private Filter floats(ComparisonOperator operator, double value) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL -> bin.compare(operator, Value.of(value));
            // NaN is greater, too.
            case GREATER -> Filter.not(bin.atMost(value));
            case GREATER_OR_EQUAL -> Filter.not(bin.lessThan(value));
        };
    }

    private Selection integers(ComparisonOperator operator, double value) {
        double below = Math.floor(value);
        double above = Math.ceil(value);
        boolean whole = below == above;
        return switch (operator) {
            case EQUAL -> whole ? range(value, value) : Selection.none();
            case NOT_EQUAL ->
                whole && isLong(value)
                        ? Selection.of(bin.notEqualTo((long) value), lenient)
                        : Selection.of(bin.hasType(BinType.INTEGER), lenient);
            case GREATER -> whole ? moreThan(value) : range(above, Double.POSITIVE_INFINITY);
            case GREATER_OR_EQUAL -> range(above, Double.POSITIVE_INFINITY);
            case LESS -> whole ? lessThan(value) : range(Double.NEGATIVE_INFINITY, below);
            case LESS_OR_EQUAL -> range(Double.NEGATIVE_INFINITY, below);
        };
    }

    private static boolean isLong(double value) {
        return value >= -0x1p63 && value < 0x1p63;
    }

    private Selection moreThan(double value) {
        if (value >= 0x1p63) {
            return Selection.none();
        }
        return value < -0x1p63
                ? range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : longs((long) value + 1, Long.MAX_VALUE);
    }

    private Selection lessThan(double value) {
        if (value <= -0x1p63) {
            return Selection.none();
        }
        return value >= 0x1p63
                ? range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : longs(Long.MIN_VALUE, (long) value - 1);
    }

    /** Both ends included; doubles without a fraction. */
    private Selection range(double low, double high) {
        if (low >= 0x1p63 || high < -0x1p63) {
            return Selection.none();
        }
        // The casts stop at the ends of the longs.
        return longs((long) low, high >= 0x1p63 ? Long.MAX_VALUE : (long) high);
    }

    private Selection longs(long low, long high) {
        boolean exact = lenient || low == high || (low >= -exactIntegers && high <= exactIntegers);
        if (low == Long.MIN_VALUE && high == Long.MAX_VALUE) {
            return Selection.of(bin.hasType(BinType.INTEGER), exact);
        } else if (low == high) {
            return Selection.of(bin.equalTo(low), exact);
        } else if (low == Long.MIN_VALUE) {
            return Selection.of(bin.atMost(high), exact);
        }
        return Selection.of(high == Long.MAX_VALUE ? bin.atLeast(low) : bin.between(low, high), exact);
    }

    @Override
    public Selection isNull() {
        if (single && !lenient) {
            return Selection.any();
        }
        Filter noFloat = Filter.not(bin.hasType(BinType.FLOAT));
        Filter noInteger = Filter.not(bin.hasType(BinType.INTEGER));
        Filter lossy = Filter.not(bin.between(-exactIntegers, exactIntegers));
        return Selection.of(noFloat.and(lenient ? noInteger : noInteger.or(lossy)), lenient);
    }

    @Override
    public Selection isNotNull() {
        return Selection.of(bin.hasType(BinType.FLOAT).or(bin.hasType(BinType.INTEGER)), lenient);
    }
}

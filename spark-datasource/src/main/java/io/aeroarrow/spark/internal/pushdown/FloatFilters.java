package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;
import io.aeroarrow.model.Value;

/**
 * Filters for a column of doubles or floats. It reads floats and integers. For Spark, NaN is greater than all other numbers;
 * for servers, a comparison with NaN is false.
 */
final class FloatFilters implements ColumnFilters {

    private final StoredValue bin;
    private final boolean single;
    private final boolean lenient;
    /** The column's type holds every integer from the negative of this value to this value. */
    private final long exactIntegers;

    private FloatFilters(StoredValue bin, boolean single, boolean lenient) {
        this.bin = bin;
        this.single = single;
        this.lenient = lenient;
        this.exactIntegers = single ? 1L << 24 : 1L << 53;
    }

    static FloatFilters doubles(StoredValue bin, boolean lenient) {
        return new FloatFilters(bin, false, lenient);
    }

    static FloatFilters floats(StoredValue bin, boolean lenient) {
        return new FloatFilters(bin, true, lenient);
    }

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof Double || literal instanceof Float)) {
            return isNotNull().inexact();
        }
        double value = ((Number) literal).doubleValue();
        if (Double.isNaN(value)) {
            return isNotNull().inexact();
        }
        RecordSelection floats = RecordSelection.of(floats(operator, value), lenient || !single || isEqual(operator));
        return floats.or(integers(operator, value));
    }

    private static boolean isEqual(ComparisonOperator operator) {
        return operator == ComparisonOperator.EQUAL;
    }

    private Filter floats(ComparisonOperator operator, double value) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL -> bin.compare(operator, Value.of(value));
            // NaN is greater, too: negate the opposite comparison.
            case GREATER -> Filter.not(bin.atMost(value));
            case GREATER_OR_EQUAL -> Filter.not(bin.lessThan(value));
        };
    }

    private RecordSelection integers(ComparisonOperator operator, double value) {
        double below = Math.floor(value);
        double above = Math.ceil(value);
        boolean whole = below == above;
        return switch (operator) {
            case EQUAL -> whole ? range(value, value) : RecordSelection.none();
            case NOT_EQUAL ->
                whole && isLong(value)
                        ? RecordSelection.of(bin.notEqualTo((long) value), lenient)
                        : RecordSelection.of(bin.hasType(BinType.INTEGER), lenient);
            case GREATER -> whole ? moreThan(value) : range(above, Double.POSITIVE_INFINITY);
            case GREATER_OR_EQUAL -> range(above, Double.POSITIVE_INFINITY);
            case LESS -> whole ? lessThan(value) : range(Double.NEGATIVE_INFINITY, below);
            case LESS_OR_EQUAL -> range(Double.NEGATIVE_INFINITY, below);
        };
    }

    private static boolean isLong(double value) {
        return value >= -0x1p63 && value < 0x1p63;
    }

    private RecordSelection moreThan(double value) {
        if (value >= 0x1p63) {
            return RecordSelection.none();
        }
        return value < -0x1p63
                ? range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : longs((long) value + 1, Long.MAX_VALUE);
    }

    private RecordSelection lessThan(double value) {
        if (value <= -0x1p63) {
            return RecordSelection.none();
        }
        return value >= 0x1p63
                ? range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                : longs(Long.MIN_VALUE, (long) value - 1);
    }

    /** Returns integers between two doubles without a fraction, both included. */
    private RecordSelection range(double low, double high) {
        if (low >= 0x1p63 || high < -0x1p63) {
            return RecordSelection.none();
        }
        // A cast to long saturates.
        return longs((long) low, high >= 0x1p63 ? Long.MAX_VALUE : (long) high);
    }

    private RecordSelection longs(long low, long high) {
        boolean exact = lenient || low == high || (low >= -exactIntegers && high <= exactIntegers);
        if (low == Long.MIN_VALUE && high == Long.MAX_VALUE) {
            return RecordSelection.of(bin.hasType(BinType.INTEGER), exact);
        } else if (low == high) {
            return RecordSelection.of(bin.equalTo(low), exact);
        } else if (low == Long.MIN_VALUE) {
            return RecordSelection.of(bin.atMost(high), exact);
        }
        return RecordSelection.of(high == Long.MAX_VALUE ? bin.atLeast(low) : bin.between(low, high), exact);
    }

    @Override
    public RecordSelection isNull() {
        if (single && !lenient) {
            return RecordSelection.any();
        }
        Filter noFloat = Filter.not(bin.hasType(BinType.FLOAT));
        Filter noInteger = Filter.not(bin.hasType(BinType.INTEGER));
        Filter lossy = Filter.not(bin.between(-exactIntegers, exactIntegers));
        return RecordSelection.of(noFloat.and(lenient ? noInteger : noInteger.or(lossy)), lenient);
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.of(bin.hasType(BinType.FLOAT).or(bin.hasType(BinType.INTEGER)), lenient);
    }
}

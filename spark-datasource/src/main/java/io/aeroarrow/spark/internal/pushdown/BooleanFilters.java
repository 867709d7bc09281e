package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;

/** Filters for a boolean column. It also reads the integers 0 and 1; false is less than true. */
record BooleanFilters(StoredValue bin) implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof Boolean bool)) {
            return isNotNull().inexact();
        }
        return is(false, operator, bool).or(is(true, operator, bool));
    }

    private RecordSelection is(boolean value, ComparisonOperator operator, boolean other) {
        return operator.holds(Boolean.compare(value, other))
                ? RecordSelection.exactly(bin.equalTo(value).or(bin.equalTo(value ? 1 : 0)))
                : RecordSelection.none();
    }

    @Override
    public RecordSelection isNull() {
        Filter notZeroOrOne = Filter.not(bin.hasType(BinType.INTEGER)).or(Filter.not(bin.between(0, 1)));
        return RecordSelection.exactly(Filter.not(bin.hasType(BinType.BOOL)).and(notZeroOrOne));
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.exactly(bin.hasType(BinType.BOOL).or(bin.between(0, 1)));
    }
}

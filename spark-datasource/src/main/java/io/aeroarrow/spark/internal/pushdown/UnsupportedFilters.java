package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;

/** Filters for a column that servers cannot test: they select all records. */
record UnsupportedFilters() implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        return RecordSelection.any();
    }

    @Override
    public RecordSelection isNull() {
        return RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.any();
    }
}

package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.ComparisonOperator;

/** A column that servers know nothing about. */
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

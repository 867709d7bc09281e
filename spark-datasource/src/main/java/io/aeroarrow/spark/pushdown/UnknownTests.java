package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.ComparisonOperator;

/** A column that servers know nothing about. */
record UnknownTests() implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        return Selection.any();
    }

    @Override
    public Selection isNull() {
        return Selection.any();
    }

    @Override
    public Selection isNotNull() {
        return Selection.any();
    }
}

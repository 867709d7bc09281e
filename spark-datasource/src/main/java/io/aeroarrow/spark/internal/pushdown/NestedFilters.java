package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import java.util.List;

/**
 * Filters for a field of a struct with the mismatch policy {@code NULL}. A mismatch of any field makes the whole struct null, so
 * that Spark tests the records again that the filters of the field select.
 */
record NestedFilters(ColumnFilters field) implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        return field.compare(operator, literal).inexact();
    }

    @Override
    public RecordSelection anyOf(List<Object> literals) {
        return field.anyOf(literals).inexact();
    }

    @Override
    public RecordSelection isNull() {
        return RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return field.isNotNull().inexact();
    }

    @Override
    public RecordSelection startsWith(String prefix) {
        return field.startsWith(prefix).inexact();
    }
}

package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.StoredValue;

/** Filters for a column of lists, maps, structs or JSON text. Servers can only test whether its bin exists. */
record OpaqueFilters(StoredValue bin) implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        return isNotNull();
    }

    @Override
    public RecordSelection isNull() {
        return RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return RecordSelection.superset(bin.exists());
    }
}

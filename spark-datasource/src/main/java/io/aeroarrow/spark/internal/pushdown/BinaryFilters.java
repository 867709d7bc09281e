package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.StoredValue;
import io.aeroarrow.model.BinType;

/** Filters for a binary column. It reads blobs, and the bytes of strings and HyperLogLogs. */
record BinaryFilters(StoredValue bin) implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        if (operator != ComparisonOperator.EQUAL || !(literal instanceof byte[] bytes)) {
            return isNotNull();
        }
        Filter notBlob = bin.exists().and(Filter.not(bin.hasType(BinType.BLOB)));
        return RecordSelection.superset(bin.equalTo(bytes).or(notBlob));
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

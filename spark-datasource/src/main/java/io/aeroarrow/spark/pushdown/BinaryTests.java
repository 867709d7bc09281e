package io.aeroarrow.spark.pushdown;

import io.aeroarrow.model.BinType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;

/** A column of bytes, which holds blobs, and the bytes of strings and HyperLogLogs. */
record BinaryTests(BinValue bin) implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        if (operator != ComparisonOperator.EQUAL || !(literal instanceof byte[] bytes)) {
            return isNotNull();
        }
        Filter notBlob = bin.exists().and(Filter.not(bin.hasType(BinType.BLOB)));
        return Selection.within(bin.equalTo(bytes).or(notBlob));
    }

    @Override
    public Selection isNull() {
        return Selection.any();
    }

    @Override
    public Selection isNotNull() {
        return Selection.within(bin.exists());
    }
}

package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Operand.BinValue;

/** A column whose values only the decoder can make: lists, maps, structs, JSON text. Without the bin, they are null. */
record OpaqueTests(BinValue bin) implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        return isNotNull();
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

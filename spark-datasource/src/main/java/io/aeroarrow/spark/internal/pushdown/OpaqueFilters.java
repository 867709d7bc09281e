package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.ComparisonOperator;
import io.aeroarrow.model.Operand.BinValue;

/** A column whose values only the decoder can make: lists, maps, structs, JSON text. Without the bin, they are null. */
record OpaqueFilters(BinValue bin) implements ColumnFilters {

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
        return RecordSelection.within(bin.exists());
    }
}

package io.aeroarrow.spark.pushdown;

import io.aeroarrow.model.BinType;
import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.filter.Operand.BinValue;

/** A column of booleans, which holds the integers 0 and 1 as well; false comes before true. */
record BoolTests(BinValue bin) implements ColumnTests {

    @Override
    public Selection compare(ComparisonOperator operator, Object literal) {
        if (!(literal instanceof Boolean bool)) {
            return isNotNull().inexact();
        }
        return is(false, operator, bool).or(is(true, operator, bool));
    }

    private Selection is(boolean value, ComparisonOperator operator, boolean other) {
        int order = Boolean.compare(value, other);
        boolean holds = switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
        };
        return holds ? Selection.exactly(bin.equalTo(value).or(bin.equalTo(value ? 1 : 0))) : Selection.none();
    }

    @Override
    public Selection isNull() {
        Filter noBit = Filter.not(bin.hasType(BinType.INTEGER)).or(Filter.not(bin.between(0, 1)));
        return Selection.exactly(Filter.not(bin.hasType(BinType.BOOL)).and(noBit));
    }

    @Override
    public Selection isNotNull() {
        return Selection.exactly(bin.hasType(BinType.BOOL).or(bin.between(0, 1)));
    }
}

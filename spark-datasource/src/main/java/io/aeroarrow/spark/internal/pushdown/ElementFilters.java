package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import io.aeroarrow.filter.StoredValue;
import java.util.List;

/**
 * Filters for an element of a list. Spark tests the selected records again. In ANSI mode, it fails on an index outside of the
 * list, so that short lists always match.
 *
 * @param list the list
 * @param index the index, from 0
 * @param failsOutside whether Spark fails on an index outside of a list
 * @param element the filters of the element
 */
record ElementFilters(StoredValue list, int index, boolean failsOutside, ColumnFilters element)
        implements ColumnFilters {

    @Override
    public RecordSelection compare(ComparisonOperator operator, Object literal) {
        return withFailures(element.compare(operator, literal));
    }

    @Override
    public RecordSelection anyOf(List<Object> literals) {
        return withFailures(element.anyOf(literals));
    }

    @Override
    public RecordSelection isNull() {
        return RecordSelection.any();
    }

    @Override
    public RecordSelection isNotNull() {
        return withFailures(element.isNotNull());
    }

    @Override
    public RecordSelection startsWith(String prefix) {
        return withFailures(element.startsWith(prefix));
    }

    private RecordSelection withFailures(RecordSelection found) {
        RecordSelection selection =
                failsOutside ? found.or(RecordSelection.superset(list.size().atMost(index))) : found;
        return selection.inexact();
    }
}

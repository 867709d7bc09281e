package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;
import java.util.List;

/**
 * Server filters for comparisons of a column. They test the decoded value, not the bin: a bin of another type counts as null.
 *
 * <p>With the mismatch policy {@code FAIL}, decoding such a bin is an error. A filter may then include or omit records that
 * only the decoder can judge, such as invalid UTF-8 or numbers that lose digits. Implementations call this lenient.
 */
interface ColumnFilters {

    /** Returns the records whose value compares with a literal of Spark's internal type. */
    RecordSelection compare(ComparisonOperator operator, Object literal);

    /**
     * Returns the records whose value may equal one of many literals. A comparison with each of them costs servers more than
     * it saves, so this tests their range.
     *
     * @param literals at least one, without nulls, all of one type
     */
    default RecordSelection anyOf(List<Object> literals) {
        Object lowest = null;
        Object highest = null;
        for (Object literal : literals) {
            if (!(literal instanceof Comparable<?>) || literal instanceof Boolean) {
                return isNotNull().inexact();
            }
            lowest = lowest == null || compareLiterals(literal, lowest) < 0 ? literal : lowest;
            highest = highest == null || compareLiterals(literal, highest) > 0 ? literal : highest;
        }
        return lowest == null || highest == null
                ? RecordSelection.none()
                : compare(ComparisonOperator.GREATER_OR_EQUAL, lowest)
                        .and(compare(ComparisonOperator.LESS_OR_EQUAL, highest))
                        .inexact();
    }

    /** Compares literals of one type: doubles by value and NaN last, as Spark does. */
    @SuppressWarnings("unchecked")
    private static int compareLiterals(Object one, Object other) {
        return ((Comparable<Object>) one).compareTo(other);
    }

    /** Returns the records whose value is null. */
    RecordSelection isNull();

    /** Returns the records whose value is not null. */
    RecordSelection isNotNull();

    /** Returns the records whose value starts with a prefix. */
    default RecordSelection startsWith(String prefix) {
        return isNotNull().inexact();
    }
}

package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.ComparisonOperator;

/**
 * Server filters for comparisons of a column. They test the decoded value, not the bin: a bin of another type counts as null.
 *
 * <p>With the mismatch policy {@code FAIL}, decoding such a bin is an error. A filter may then include or omit records that
 * only the decoder can judge, such as invalid UTF-8 or numbers that lose digits. Implementations call this lenient.
 */
interface ColumnFilters {

    /** Returns the records whose value compares with a literal of Spark's internal type. */
    RecordSelection compare(ComparisonOperator operator, Object literal);

    /** Returns the records whose value is null. */
    RecordSelection isNull();

    /** Returns the records whose value is not null. */
    RecordSelection isNotNull();

    /** Returns the records whose value starts with a prefix. */
    default RecordSelection startsWith(String prefix) {
        return isNotNull().inexact();
    }
}

package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.ComparisonOperator;

/**
 * What can be asked about a column, as questions to a server. They are about the value that is decoded, not about the bin:
 * a bin whose type the column does not have is null there.
 *
 * <p>With the mismatch policy {@code FAIL} such a bin is an error if it is decoded. A filter then may leave out or let
 * through those that only the decoder can tell (text that is no UTF-8, numbers that lose digits), as no answer can be
 * made of them; types below call that lenient.
 */
interface ColumnFilters {

    /** The records where the value compares with another one, given as Spark holds it. */
    RecordSelection compare(ComparisonOperator operator, Object literal);

    RecordSelection isNull();

    RecordSelection isNotNull();

    /** The records where the value is text that starts with a prefix. */
    default RecordSelection startsWith(String prefix) {
        return isNotNull().inexact();
    }
}

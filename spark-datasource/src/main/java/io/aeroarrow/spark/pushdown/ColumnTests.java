package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.ComparisonOperator;

/**
 * What can be asked about a column, as questions to a server. They are about the value that is decoded, not about the bin:
 * a bin whose type the column does not have is null there.
 *
 * <p>With the mismatch policy {@code FAIL} such a bin is an error if it is decoded. A filter then may leave out or let
 * through those that only the decoder can tell (text that is no UTF-8, numbers that lose digits), as no answer can be
 * made of them; types below call that lenient.
 */
interface ColumnTests {

    /** The records where the value compares with another one, given as Spark holds it. */
    Selection compare(ComparisonOperator operator, Object literal);

    Selection isNull();

    Selection isNotNull();

    /** The records where the value is text that starts with a prefix. */
    default Selection startsWith(String prefix) {
        return isNotNull().inexact();
    }
}

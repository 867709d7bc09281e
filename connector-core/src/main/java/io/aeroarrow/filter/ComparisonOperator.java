package io.aeroarrow.filter;

/**
 * How two values compare. Strings and blobs compare by their unsigned bytes, false comes before true, and a comparison
 * with NaN is false but for {@link #NOT_EQUAL}.
 */
public enum ComparisonOperator {
    /** The values are equal. */
    EQUAL,
    /** The values differ. */
    NOT_EQUAL,
    /** The value is greater than the given one. */
    GREATER,
    /** The value is greater than the given one, or equal. */
    GREATER_OR_EQUAL,
    /** The value is less than the given one. */
    LESS,
    /** The value is less than the given one, or equal. */
    LESS_OR_EQUAL
}

package io.aeroarrow.filter;

/**
 * How two values compare. Strings and blobs compare by their unsigned bytes, false comes before true, and a comparison
 * with NaN is false but for {@link #NOT_EQUAL}.
 */
public enum ComparisonOperator {
    EQUAL,
    NOT_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL
}

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
    LESS_OR_EQUAL;

    /**
     * {@return whether two values compare so}
     *
     * @param order negative if the first value is less than the second one, zero if they are equal, else positive
     */
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
        };
    }

    /** {@return the operator that is true where this one is false} With NaN, both can be false. */
    public ComparisonOperator negated() {
        return switch (this) {
            case EQUAL -> NOT_EQUAL;
            case NOT_EQUAL -> EQUAL;
            case GREATER -> LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS;
            case LESS -> GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> GREATER;
        };
    }

    /** {@return the operator for the same comparison with the values exchanged} */
    public ComparisonOperator mirrored() {
        return switch (this) {
            case EQUAL, NOT_EQUAL -> this;
            case GREATER -> LESS;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            case LESS -> GREATER;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        };
    }
}

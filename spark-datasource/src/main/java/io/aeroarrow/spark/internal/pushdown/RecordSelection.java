package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.filter.Filter;

/** The records that a server selects for a predicate: exactly the matching ones, or a superset of them. */
sealed interface RecordSelection {

    /** All records: the server cannot evaluate the predicate. */
    record Any() implements RecordSelection {}

    /** No record. */
    record None() implements RecordSelection {}

    /**
     * The records for which a filter is true.
     *
     * @param exact whether the predicate is true for all of them; otherwise Spark must test them again
     */
    record Some(Filter filter, boolean exact) implements RecordSelection {}

    static RecordSelection any() {
        return new Any();
    }

    static RecordSelection none() {
        return new None();
    }

    static RecordSelection exactly(Filter filter) {
        return new Some(filter, true);
    }

    /** Selects a superset: the predicate may be false for some records for which the filter is true. */
    static RecordSelection superset(Filter filter) {
        return new Some(filter, false);
    }

    static RecordSelection of(Filter filter, boolean exact) {
        return new Some(filter, exact);
    }

    default boolean isExact() {
        return this instanceof None || (this instanceof Some some && some.exact());
    }

    /** Returns the same records as a superset, which Spark tests again. */
    default RecordSelection inexact() {
        return this instanceof Some some ? superset(some.filter()) : this;
    }

    default RecordSelection and(RecordSelection other) {
        if (this instanceof None || other instanceof None) {
            return none();
        }
        if (this instanceof Some one && other instanceof Some two) {
            return new Some(one.filter().and(two.filter()), one.exact() && two.exact());
        }
        return this instanceof Any ? other.inexact() : inexact();
    }

    default RecordSelection or(RecordSelection other) {
        if (this instanceof None) {
            return other;
        }
        if (other instanceof None) {
            return this;
        }
        if (this instanceof Some one && other instanceof Some two) {
            return new Some(one.filter().or(two.filter()), one.exact() && two.exact());
        }
        return any();
    }
}

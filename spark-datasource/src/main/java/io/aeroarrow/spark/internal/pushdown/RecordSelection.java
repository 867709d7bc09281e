package io.aeroarrow.spark.internal.pushdown;

import io.aeroarrow.model.Filter;

/** The records for which a predicate is true, as far as a server can tell: those, or those and some more. */
sealed interface RecordSelection {

    /** All records, as a server cannot tell. */
    record Any() implements RecordSelection {}

    /** No record. */
    record None() implements RecordSelection {}

    /**
     * The records for which a filter is true.
     *
     * @param exact whether the predicate is true for all of them, so that nobody needs to look again
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

    /** The records for which a filter is true, and perhaps not all of them. */
    static RecordSelection within(Filter filter) {
        return new Some(filter, false);
    }

    static RecordSelection of(Filter filter, boolean exact) {
        return new Some(filter, exact);
    }

    default boolean isExact() {
        return this instanceof None || (this instanceof Some some && some.exact());
    }

    /** The same records, to be looked at again. */
    default RecordSelection inexact() {
        return this instanceof Some some ? within(some.filter()) : this;
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

package io.aeroarrow.spark.pushdown;

import io.aeroarrow.filter.Filter;

/** The records for which a predicate is true, as far as a server can tell: those, or those and some more. */
sealed interface Selection {

    /** All records, as a server cannot tell. */
    record Any() implements Selection {}

    /** No record. */
    record None() implements Selection {}

    /**
     * The records for which a filter is true.
     *
     * @param exact whether the predicate is true for all of them, so that nobody needs to look again
     */
    record Some(Filter filter, boolean exact) implements Selection {}

    static Selection any() {
        return new Any();
    }

    static Selection none() {
        return new None();
    }

    static Selection exactly(Filter filter) {
        return new Some(filter, true);
    }

    /** The records for which a filter is true, and perhaps not all of them. */
    static Selection within(Filter filter) {
        return new Some(filter, false);
    }

    static Selection of(Filter filter, boolean exact) {
        return new Some(filter, exact);
    }

    default boolean isExact() {
        return this instanceof None || (this instanceof Some some && some.exact());
    }

    /** The same records, to be looked at again. */
    default Selection inexact() {
        return this instanceof Some some ? within(some.filter()) : this;
    }

    default Selection and(Selection other) {
        if (this instanceof None || other instanceof None) {
            return none();
        }
        if (this instanceof Some one && other instanceof Some two) {
            return new Some(one.filter().and(two.filter()), one.exact() && two.exact());
        }
        return this instanceof Any ? other.inexact() : inexact();
    }

    default Selection or(Selection other) {
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

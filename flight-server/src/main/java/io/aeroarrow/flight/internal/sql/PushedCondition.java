package io.aeroarrow.flight.internal.sql;

import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a condition the servers test.
 *
 * @param filter true for all records that meet the condition; null if keys are the condition
 * @param keys the only keys that meet the condition; null if the condition is not on keys
 * @param exact whether no other records meet the filter
 */
record PushedCondition(@Nullable Filter filter, @Nullable List<Value> keys, boolean exact) {

    /** Returns the filter of a condition that is not on keys. */
    Filter test() {
        return Objects.requireNonNull(filter);
    }

    static PushedCondition exactly(Filter filter) {
        return new PushedCondition(filter, null, true);
    }

    static PushedCondition superset(Filter filter) {
        return new PushedCondition(filter, null, false);
    }

    static PushedCondition of(Filter filter, boolean exact) {
        return new PushedCondition(filter, null, exact);
    }

    static PushedCondition ofKeys(List<Value> keys) {
        return new PushedCondition(null, List.copyOf(keys), true);
    }
}

package io.aeroarrow.arrow;

import io.aeroarrow.model.Filter;
import org.jspecify.annotations.Nullable;

/**
 * Which records to look up.
 *
 * @param filter what they must be like, null for all
 * @param onlyFound whether keys without such a record have no row
 */
record LookupSpec(String namespace, String set, @Nullable Filter filter, boolean onlyFound) {

    LookupSpec where(Filter more) {
        return new LookupSpec(namespace, set, filter == null ? more : filter.and(more), onlyFound);
    }

    LookupSpec withOnlyFound() {
        return new LookupSpec(namespace, set, filter, true);
    }
}

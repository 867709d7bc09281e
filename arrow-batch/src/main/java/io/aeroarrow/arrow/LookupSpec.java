package io.aeroarrow.arrow;

import io.aeroarrow.model.Filter;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * Which records to look up.
 *
 * @param filter what they must be like, null for all
 * @param onlyFound whether keys without such a record have no row
 * @param keyDictionaries those that keys may be encoded by
 */
record LookupSpec(
        String namespace, String set, @Nullable Filter filter, boolean onlyFound, DictionaryProvider keyDictionaries) {

    static LookupSpec of(String namespace, String set) {
        return new LookupSpec(namespace, set, null, false, new DictionaryProvider.MapDictionaryProvider());
    }

    LookupSpec where(Filter more) {
        return new LookupSpec(namespace, set, filter == null ? more : filter.and(more), onlyFound, keyDictionaries);
    }

    LookupSpec withOnlyFound() {
        return new LookupSpec(namespace, set, filter, true, keyDictionaries);
    }

    LookupSpec withKeyDictionaries(DictionaryProvider dictionaries) {
        return new LookupSpec(namespace, set, filter, onlyFound, dictionaries);
    }
}

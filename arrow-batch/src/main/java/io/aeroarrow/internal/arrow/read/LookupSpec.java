package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.filter.Filter;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a lookup.
 *
 * @param namespace the namespace
 * @param set the set of the keys
 * @param filter which records are read; null for all
 * @param onlyFound whether keys without a record, or with a filtered record, have no row
 * @param keyDictionaries the dictionaries of dictionary-encoded keys
 */
public record LookupSpec(
        String namespace, String set, @Nullable Filter filter, boolean onlyFound, DictionaryProvider keyDictionaries) {

    public static LookupSpec of(String namespace, String set) {
        return new LookupSpec(namespace, set, null, false, new DictionaryProvider.MapDictionaryProvider());
    }

    public LookupSpec where(Filter more) {
        return new LookupSpec(namespace, set, filter == null ? more : filter.and(more), onlyFound, keyDictionaries);
    }

    public LookupSpec withOnlyFound() {
        return new LookupSpec(namespace, set, filter, true, keyDictionaries);
    }

    public LookupSpec withKeyDictionaries(DictionaryProvider dictionaries) {
        return new LookupSpec(namespace, set, filter, onlyFound, dictionaries);
    }
}

package io.aeroarrow.internal.api;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map of a few names, in their order, that finds a name by comparing one after the other. It needs a third of the
 * memory of a {@link LinkedHashMap}; clients create one for each record.
 */
public final class SmallMap<V> extends AbstractMap<String, V> {

    /** With more entries, hashing is faster. */
    public static final int MOST = 16;

    private final Object[] namesAndValues;
    private int size;
    private boolean frozen;

    /**
     * @param most the maximum number of entries
     */
    public SmallMap(int most) {
        namesAndValues = new Object[2 * most];
    }

    /** Forbids later changes. */
    public void freeze() {
        frozen = true;
    }

    /** An immutable copy in the same order; the map itself if it is frozen. */
    public static <V> Map<String, V> copyOf(Map<String, V> map) {
        return map instanceof SmallMap<V> small && small.frozen
                ? map
                : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public @Nullable V put(String name, V value) {
        if (frozen) {
            throw new UnsupportedOperationException("the map of bins cannot be changed; copy it");
        }
        int at = indexOf(name);
        if (at >= 0) {
            V before = value(at);
            namesAndValues[2 * at + 1] = value;
            return before;
        }
        namesAndValues[2 * size] = name;
        namesAndValues[2 * size + 1] = value;
        size++;
        return null;
    }

    @Override
    public @Nullable V get(@Nullable Object name) {
        int at = indexOf(name);
        return at < 0 ? null : value(at);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(@Nullable Object name) {
        for (int i = 0; i < size; i++) {
            if (name(i).equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private String name(int at) {
        return (String) namesAndValues[2 * at];
    }

    @SuppressWarnings("unchecked")
    private V value(int at) {
        return (V) namesAndValues[2 * at + 1];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super V> action) {
        for (int i = 0; i < size; i++) {
            action.accept(name(i), value(i));
        }
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new Entries();
    }

    /** Immutable entries: removing one is not supported, and their values cannot be set. */
    private final class Entries extends AbstractSet<Entry<String, V>> {

        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<String, V>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < size;
                }

                @Override
                public Entry<String, V> next() {
                    if (next >= size) {
                        throw new NoSuchElementException();
                    }
                    next++;
                    return Map.entry(name(next - 1), value(next - 1));
                }
            };
        }
    }
}

package io.aeroarrow.embedded.internal.udf;

import io.aeroarrow.embedded.internal.wire.ParticleType;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map that a function reads and changes, ordered by its keys: integers, then texts, then blobs. Other keys are ignored, as on a real
 * server. A null value is nil.
 */
public final class UdfMap {
    private final TreeMap<Object, @Nullable Object> entries = new TreeMap<>(UdfMap::compare);
    private final int flags;

    public UdfMap() {
        this(0);
    }

    /**
     * @param flags the order flags that the map is stored with; 0 for none
     */
    UdfMap(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }

    /** The entries in order; a view. */
    public SortedMap<Object, @Nullable Object> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    public @Nullable Object get(@Nullable Object key) {
        return isKey(key) ? entries.get(key) : null;
    }

    public void put(@Nullable Object key, @Nullable Object value) {
        if (key != null && isKey(key)) {
            entries.put(key, value);
        }
    }

    public void remove(@Nullable Object key) {
        if (isKey(key)) {
            entries.remove(key);
        }
    }

    private static boolean isKey(@Nullable Object key) {
        return key instanceof Long
                || key instanceof String
                || (key instanceof UdfBytes bytes && bytes.type() == ParticleType.BLOB);
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Long first && right instanceof Long second) {
            return first.compareTo(second);
        } else if (left instanceof String first && right instanceof String second) {
            return first.compareTo(second);
        } else if (left instanceof UdfBytes first && right instanceof UdfBytes second) {
            return Arrays.compareUnsigned(first.copy(), second.copy());
        }
        return Integer.compare(rank(left), rank(right));
    }

    private static int rank(Object key) {
        if (key instanceof Long) {
            return 0;
        }
        return key instanceof String ? 1 : 2;
    }

    @Override
    public String toString() {
        return UdfText.of(this);
    }
}

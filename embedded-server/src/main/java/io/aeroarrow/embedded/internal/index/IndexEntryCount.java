package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the entries of an index. A real server counts the distinct values and records once an hour; here the counts are
 * always exact.
 */
public final class IndexEntryCount {
    private final IndexDefinition index;
    private final Set<Long> values = new HashSet<>();
    private long entries;
    private long records;

    public IndexEntryCount(IndexDefinition index) {
        this.index = index;
    }

    public void add(Digest digest, StoredRecord stored) {
        long before = entries;
        index.values(digest, stored).forEach(value -> {
            entries++;
            values.add(value.key());
        });
        if (entries > before) {
            records++;
        }
    }

    public long entries() {
        return entries;
    }

    public long perValue() {
        return ratio(values.size());
    }

    public long perRecord() {
        return ratio(records);
    }

    private long ratio(long parts) {
        return parts == 0 ? 0 : Math.round((double) entries / parts);
    }
}

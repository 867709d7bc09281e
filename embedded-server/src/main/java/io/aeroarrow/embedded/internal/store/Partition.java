package io.aeroarrow.embedded.internal.store;

import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** One of the 4096 partitions of a namespace. Reads need no lock; writes hold the partition's lock. */
final class Partition {
    private final ConcurrentNavigableMap<Digest, StoredRecord> records = new ConcurrentSkipListMap<>(Digest.SCAN_ORDER);

    @Nullable
    StoredRecord get(Digest digest) {
        return records.get(digest);
    }

    Iterator<Map.Entry<Digest, StoredRecord>> scan(@Nullable Digest after) {
        ConcurrentNavigableMap<Digest, StoredRecord> rest = after == null ? records : records.tailMap(after, false);
        return rest.entrySet().iterator();
    }

    /** Must be called while holding this partition's lock. */
    void put(Digest digest, StoredRecord stored) {
        StoredRecord old = records.put(digest, stored);
        if (old != null) {
            old.set().removed(old);
        }
        stored.set().added(stored);
    }

    /** Must be called while holding this partition's lock. */
    void remove(Digest digest) {
        StoredRecord old = records.remove(digest);
        if (old != null) {
            old.set().removed(old);
        }
    }
}

package io.aeroarrow.embedded.internal.store;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A namespace: its records by partition and digest, and its sets. */
public final class Namespace {
    private final String name;
    private final byte[] encodedName;
    private final int defaultTtl;
    private final ServerTime time;
    private final List<Partition> partitions;
    private final ConcurrentMap<String, RecordSet> sets = new ConcurrentHashMap<>();
    private final RecordSet unnamed;
    private final StorageBudget budget;

    /** A write's change of one record. It runs under the lock of the record's partition. */
    @FunctionalInterface
    public interface Change {
        /** Takes the live record, null for none, and returns the record to store, null to delete it. */
        @Nullable
        StoredRecord apply(@Nullable StoredRecord live);
    }

    public Namespace(String name, int defaultTtl, ServerTime time, StorageBudget budget) {
        this.name = name;
        this.encodedName = name.getBytes(StandardCharsets.UTF_8);
        this.defaultTtl = defaultTtl;
        this.time = time;
        this.budget = budget;
        this.unnamed = new RecordSet(new byte[0], budget);
        this.partitions = IntStream.range(0, Digest.PARTITIONS)
                .mapToObj(id -> new Partition())
                .toList();
    }

    public String name() {
        return name;
    }

    public byte[] encodedName() {
        return encodedName.clone();
    }

    /** The default TTL in seconds; 0 for none. */
    public int defaultTtl() {
        return defaultTtl;
    }

    public ServerTime time() {
        return time;
    }

    /** Returns a record; null if it is absent or expired. */
    public @Nullable StoredRecord get(Digest digest) {
        Partition partition = partitions.get(digest.partition());
        StoredRecord stored = partition.get(digest);
        if (stored == null || !stored.isExpired(time.voidTime())) {
            return stored;
        }
        synchronized (partition) {
            return live(partition, digest);
        }
    }

    /** Changes one record atomically. If the change throws, the record stays as it is. */
    public void change(Digest digest, Change change) {
        Partition partition = partitions.get(digest.partition());
        synchronized (partition) {
            StoredRecord live = live(partition, digest);
            StoredRecord changed = change.apply(live);
            if (changed == null) {
                partition.remove(digest);
            } else if (changed != live) {
                partition.put(digest, changed);
            }
        }
    }

    /** The records of a partition in scan order, after the digest (null: all), including expired records. */
    public Iterator<Map.Entry<Digest, StoredRecord>> scan(int partition, @Nullable Digest after) {
        return partitions.get(partition).scan(after);
    }

    /** Removes all records of a partition. */
    public void drop(int partition) {
        removeIf(partitions.get(partition), stored -> true);
    }

    public @Nullable RecordSet findSet(ByteSlice setName) {
        return setName.isEmpty() ? unnamed : sets.get(setName.latin1());
    }

    public RecordSet set(ByteSlice setName) {
        return setName.isEmpty()
                ? unnamed
                : sets.computeIfAbsent(setName.latin1(), key -> new RecordSet(setName.copy(), budget));
    }

    /** The named sets, ordered by name. */
    public Collection<RecordSet> sets() {
        return sets.values().stream()
                .sorted(Comparator.comparing(RecordSet::displayName))
                .toList();
    }

    public long objects() {
        return unnamed.objects()
                + sets.values().stream().mapToLong(RecordSet::objects).sum();
    }

    /** Whether the memory limit is reached. */
    public boolean isFull() {
        return budget.isUsedUp();
    }

    public long usedBytes() {
        return unnamed.usedBytes()
                + sets.values().stream().mapToLong(RecordSet::usedBytes).sum();
    }

    /** Removes the records of a set (null: of all sets) whose last update is before the time. */
    public void truncate(@Nullable RecordSet set, long beforeMillis) {
        long lut = beforeMillis - ServerTime.EPOCH_2010_SECONDS * 1000;
        for (RecordSet truncated : set == null ? sets.values() : List.of(set)) {
            truncated.truncatedAt(lut);
        }
        removeIf(stored -> (set == null || stored.set() == set) && stored.lastUpdateMillis() < beforeMillis);
    }

    private void removeIf(Predicate<StoredRecord> condition) {
        partitions.forEach(partition -> removeIf(partition, condition));
    }

    private static void removeIf(Partition partition, Predicate<StoredRecord> condition) {
        synchronized (partition) {
            Iterator<Map.Entry<Digest, StoredRecord>> all = partition.scan(null);
            while (all.hasNext()) {
                Map.Entry<Digest, StoredRecord> entry = all.next();
                if (condition.test(entry.getValue())) {
                    partition.remove(entry.getKey());
                }
            }
        }
    }

    private @Nullable StoredRecord live(Partition partition, Digest digest) {
        StoredRecord stored = partition.get(digest);
        if (stored != null && stored.isExpired(time.voidTime())) {
            partition.remove(digest);
            return null;
        }
        return stored;
    }
}

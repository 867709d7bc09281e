package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import java.util.stream.Stream;

/**
 * A secondary index. It stores no entries: a query examines the records of its partitions.
 *
 * @param set the indexed set; empty for all sets
 */
public record IndexDefinition(String name, String set, IndexedData data, IndexValueType type, IndexCollectionType part)
        implements NamedIndex {

    @Override
    public boolean isSameBut(NamedIndex other) {
        return other instanceof IndexDefinition that
                && set.equals(that.set)
                && type == that.type
                && part == that.part
                && data.id().isSameAs(that.data.id());
    }

    /** Whether the record is in the indexed set. */
    public boolean covers(StoredRecord stored) {
        return set.isEmpty() || stored.set().displayName().equals(set);
    }

    /** The distinct indexed values of a record. */
    Stream<IndexedValue> values(Digest digest, StoredRecord stored) {
        return covers(stored) ? IndexValueExtractor.of(this, digest, stored).distinct() : Stream.of();
    }
}

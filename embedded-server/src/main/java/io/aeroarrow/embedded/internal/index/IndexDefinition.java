package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.StoredRecord;

/**
 * A secondary index. It stores no entries: a query examines the records of its partitions.
 *
 * @param set the indexed set; empty for all sets
 */
public record IndexDefinition(String name, String set, String bin, IndexValueType type, IndexCollectionType part) {

    boolean isSameBut(IndexDefinition other) {
        return set.equals(other.set) && bin.equals(other.bin) && type == other.type && part == other.part;
    }

    /** Whether the record is in the indexed set. */
    public boolean covers(StoredRecord stored) {
        return set.isEmpty() || stored.set().displayName().equals(set);
    }

    /** The number of distinct indexed values of a record. */
    public int entries(StoredRecord stored) {
        return covers(stored)
                ? (int) IndexValueExtractor.of(this, stored).distinct().count()
                : 0;
    }
}

package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.store.StoredRecord;

/**
 * A secondary index. Nothing is kept for it: a query looks at the records of its partitions.
 *
 * @param set the set whose records it holds, empty for all
 */
public record IndexDefinition(String name, String set, String bin, IndexValueType type, IndexCollectionType part) {

    boolean isSameBut(IndexDefinition other) {
        return set.equals(other.set) && bin.equals(other.bin) && type == other.type && part == other.part;
    }

    /** Whether the index looks at the record at all. */
    public boolean covers(StoredRecord stored) {
        return set.isEmpty() || stored.set().displayName().equals(set);
    }

    /** How many values of a record it holds. */
    public int entries(StoredRecord stored) {
        return covers(stored)
                ? (int) IndexValueExtractor.of(this, stored).distinct().count()
                : 0;
    }
}

package io.aeroarrow.arrow.write;

/** How a write treats a null in a bin column. */
public enum NullBins {
    /** Deletes the bin from the record. */
    DELETE,
    /** Leaves the bin unchanged. */
    SKIP,
    /** Fails the row, which is not written. */
    FAIL
}

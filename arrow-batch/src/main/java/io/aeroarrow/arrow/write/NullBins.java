package io.aeroarrow.arrow.write;

/** What a write makes of a null in a column of a bin. */
public enum NullBins {
    /** The record has no such bin afterwards: what is written is what the row says. */
    DELETE,
    /** The bin stays as it is. */
    SKIP,
    /** The row is not written, and counts as failed. */
    FAIL
}

package io.aeroarrow.arrow.schema;

/** What becomes of a bin whose value the column's type cannot hold exactly. */
public enum OnMismatch {
    /** The read fails, and the error names the record, the bin and both types. */
    FAIL,
    /** The column holds null; the mismatch is counted, so that it can be told from an absent bin. */
    NULL
}

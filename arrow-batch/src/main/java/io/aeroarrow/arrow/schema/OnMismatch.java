package io.aeroarrow.arrow.schema;

/** How a read treats a value that its column's type cannot hold exactly. */
public enum OnMismatch {
    /** The read fails. The error names the record, the bin and both types. */
    FAIL,
    /** The value becomes null, and is counted as a mismatch. */
    NULL
}

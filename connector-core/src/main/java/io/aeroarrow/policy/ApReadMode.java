package io.aeroarrow.policy;

/** How many replicas a read looks at in a namespace that favours availability, while partitions move. */
public enum ApReadMode {
    /** One, which is faster, and may give an older version for as long as a partition moves. */
    ONE,
    /** All that the record may be on, of which the latest version counts. */
    ALL
}

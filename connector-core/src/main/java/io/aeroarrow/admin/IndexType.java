package io.aeroarrow.admin;

/** The type of the values that a secondary index holds; values of other types are not in it. */
public enum IndexType {
    /** Signed 64-bit integers. */
    NUMERIC,
    /** Strings. */
    STRING,
    /** Blobs. */
    BLOB,
    /** GeoJSON regions and points. */
    GEO2DSPHERE
}

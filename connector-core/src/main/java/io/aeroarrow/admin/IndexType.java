package io.aeroarrow.admin;

/** The type of the values that a secondary index holds; values of other types are not in it. */
public enum IndexType {
    NUMERIC,
    STRING,
    BLOB,
    GEO2DSPHERE
}

package io.aeroarrow.model;

/** The types that a bin's value can have in a record. */
public enum BinType {
    /** The record has no such bin. */
    MISSING,
    INTEGER,
    FLOAT,
    STRING,
    BLOB,
    BOOL,
    HLL,
    MAP,
    LIST,
    GEOJSON
}

package io.aeroarrow.model;

/** The types that a bin's value can have in a record. */
public enum BinType {
    /** The record has no such bin. */
    MISSING,
    /** A signed 64-bit integer. */
    INTEGER,
    /** An IEEE-754 double. */
    FLOAT,
    /** UTF-8 text. */
    STRING,
    /** Raw bytes. */
    BLOB,
    /** A boolean. */
    BOOL,
    /** A HyperLogLog sketch. */
    HLL,
    /** A map. */
    MAP,
    /** A list. */
    LIST,
    /** GeoJSON text. */
    GEOJSON
}

package io.aeroarrow.admin;

/** What of a bin a secondary index holds. */
public enum IndexCollection {
    /** The bin's value itself. */
    DEFAULT,
    /** The elements of a list. */
    LIST,
    /** The keys of a map. */
    MAP_KEYS,
    /** The values of a map. */
    MAP_VALUES
}

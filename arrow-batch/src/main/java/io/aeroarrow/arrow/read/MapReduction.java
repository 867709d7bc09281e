package io.aeroarrow.arrow.read;

import io.aeroarrow.arrow.schema.FieldMetadata;

/**
 * Whether servers reduce maps to the keys that the columns name: the children of a struct, and the paths of {@link
 * FieldMetadata#PATH_METADATA}. The rows and their values are the same; only the bytes on the wire differ. Lookups can
 * do it on all servers, scans from server 8.1.2 on. If a cluster cannot do it, whole maps are read.
 */
public enum MapReduction {
    /** Where it is likely to pay: if the records of the set are large compared with what the columns name. */
    AUTO,
    /** Wherever the servers can. */
    ALWAYS,
    /** Never: whole maps are read. */
    NEVER
}

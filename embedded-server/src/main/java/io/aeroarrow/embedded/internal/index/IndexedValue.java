package io.aeroarrow.embedded.internal.index;

import io.aeroarrow.embedded.internal.wire.ByteSlice;

/**
 * An indexed value.
 *
 * @param key the value's key on the wire: the integer itself, a hash of a string or blob, or the cell of a point
 * @param bytes the string, blob or GeoJSON; empty for integers
 */
record IndexedValue(long key, String bytes) {
    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    static IndexedValue ofInteger(long value) {
        return new IndexedValue(value, "");
    }

    static IndexedValue ofBytes(ByteSlice value) {
        return new IndexedValue(hash(value), value.latin1());
    }

    static IndexedValue ofGeo(long cell, ByteSlice json) {
        return new IndexedValue(cell, json.utf8());
    }

    static IndexedValue ofElement(IndexValueType type, ByteSlice value) {
        return type == IndexValueType.GEO2DSPHERE ? ofGeo(hash(value), value) : ofBytes(value);
    }

    /** FNV-1a. Any hash would do: clients only send it back. */
    private static long hash(ByteSlice value) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < value.length(); i++) {
            hash = (hash ^ value.u8(i)) * FNV_PRIME;
        }
        return hash;
    }
}

package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;

/** How a GeoJSON bin lies in memory: its flags, the number of its cells, the cells, and then the text. */
final class GeoJsonValue {

    private static final int HEADER = 3;

    private GeoJsonValue() {}

    /** Where the text starts; negative if the value is too short to have one. */
    static int textOffset(long value, int length) {
        if (length < HEADER) {
            return -1;
        }
        int offset = HEADER + RawMemory.getUnsignedShortBE(value + 1) * Long.BYTES;
        return offset <= length ? offset : -1;
    }
}

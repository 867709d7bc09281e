package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;

/** How a GeoJSON bin lies in memory: its flags, the number of its cells, the cells, and then the text. */
final class GeoJsonText {

    private static final int HEADER = 3;

    private GeoJsonText() {}

    /** Where the text starts; negative if the value is too short to have one. */
    static int textOffset(long value, int length) {
        if (length < HEADER) {
            return -1;
        }
        int offset = HEADER + RawMemory.getUnsignedShortBE(value + 1) * Long.BYTES;
        return offset <= length ? offset : -1;
    }
}

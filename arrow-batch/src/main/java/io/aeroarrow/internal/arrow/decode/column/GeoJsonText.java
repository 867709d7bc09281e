package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;

/**
 * The layout of a GeoJSON value: flags (1 byte), the number of cell ids (2 bytes), the cell ids (8 bytes each), and the
 * text.
 */
public final class GeoJsonText {

    private static final int HEADER = 3;

    private GeoJsonText() {}

    /** Returns the offset of the text; negative if the value is too short for its header and cell ids. */
    public static int textOffset(long value, int length) {
        if (length < HEADER) {
            return -1;
        }
        int offset = HEADER + RawMemory.getUnsignedShortBE(value + 1) * Long.BYTES;
        return offset <= length ? offset : -1;
    }
}

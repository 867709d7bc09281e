package io.aeroarrow.internal.filter;

import io.aeroarrow.internal.value.MsgpackWriter;
import io.aeroarrow.model.BinType;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The values of one type in the order of servers: nil, false, true, integers, strings, lists, maps, blobs, floats, GeoJSON. The
 * first value of a type is the end of the type before.
 *
 * @param start the first value in the range, encoded
 * @param end the first value after the range, encoded; null for none
 */
record ValueRange(String start, @Nullable String end) {

    private static final String FALSE = "c2";
    private static final String LOWEST_INTEGER = "d38000000000000000";
    private static final String EMPTY_STRING = "a103";
    /** Quoted, because a bare list would be a call. */
    private static final String EMPTY_LIST = "927e90";

    private static final String EMPTY_MAP = "80";
    /** A string without the byte of its type counts as a blob. */
    private static final String LOWEST_BLOB = "a0";

    private static final String LOWEST_FLOAT = "cbfff0000000000000";
    private static final String LOWEST_GEOJSON = "a117";

    /** All values but nil. */
    static final ValueRange EXISTING = new ValueRange(FALSE, null);

    static ValueRange of(BinType type) {
        return switch (type) {
            case BOOL -> new ValueRange(FALSE, LOWEST_INTEGER);
            case INTEGER -> new ValueRange(LOWEST_INTEGER, EMPTY_STRING);
            case STRING -> new ValueRange(EMPTY_STRING, EMPTY_LIST);
            case LIST -> new ValueRange(EMPTY_LIST, EMPTY_MAP);
            case MAP -> new ValueRange(EMPTY_MAP, LOWEST_BLOB);
            case BLOB -> new ValueRange(LOWEST_BLOB, LOWEST_FLOAT);
            case FLOAT -> new ValueRange(LOWEST_FLOAT, LOWEST_GEOJSON);
            case GEOJSON -> new ValueRange(LOWEST_GEOJSON, null);
            case MISSING, HLL -> throw new IllegalArgumentException("lists and maps hold no values of type " + type);
        };
    }

    boolean isOpen() {
        return end == null;
    }

    void write(MsgpackWriter out) {
        out.encoded(HexFormat.of().parseHex(start));
        if (end != null) {
            out.encoded(HexFormat.of().parseHex(end));
        }
    }
}

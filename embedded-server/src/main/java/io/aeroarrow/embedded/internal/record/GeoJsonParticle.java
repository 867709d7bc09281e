package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** GeoJSON particles: cell ids and a text. The server ignores a client's cell ids and stores its own. */
final class GeoJsonParticle {
    private static final int HEADER_SIZE = 3;
    private static final int REGION = 0x01;
    /** A region has several cells. Their number does not matter to clients. */
    private static final int REGION_CELLS = 4;

    private static final Pattern POINT = Pattern.compile("\"type\"\\s*:\\s*\"Point\"");
    private static final Pattern OBJECT = Pattern.compile("\\s*\\{.*\"type\".*}\\s*", Pattern.DOTALL);

    private GeoJsonParticle() {}

    static ByteSlice stored(ByteSlice sent) {
        ByteSlice text = text(sent);
        String json = text.latin1();
        if (!OBJECT.matcher(json).matches()) {
            throw new RequestFailure(ServerResultCode.INVALID_GEOJSON, "no JSON object with a type");
        }
        boolean point = POINT.matcher(json).find();
        int cells = point ? 1 : REGION_CELLS;
        ByteBuffer stored = ByteBuffer.allocate(HEADER_SIZE + cells * Long.BYTES + text.length());
        stored.put((byte) (point ? 0 : REGION)).putShort((short) cells);
        for (int i = 0; i < cells; i++) {
            stored.putLong(cellId(json, i));
        }
        stored.put(text.array(), text.offset(), text.length());
        return ByteSlice.of(stored.array());
    }

    private static ByteSlice text(ByteSlice sent) {
        if (sent.length() < HEADER_SIZE) {
            throw new RequestFailure(ServerResultCode.INVALID_GEOJSON, "geojson of " + sent.length() + " bytes");
        }
        int header = HEADER_SIZE + sent.u16(1) * Long.BYTES;
        if (sent.length() < header) {
            throw new RequestFailure(ServerResultCode.INVALID_GEOJSON, "geojson cells cut short");
        }
        return sent.slice(header, sent.length() - header);
    }

    /** Derives a number from the text that looks like a leaf cell's id. */
    private static long cellId(String json, int index) {
        return ((json.hashCode() + index) * 0x9e37_79b9_7f4a_7c15L) | 1L;
    }
}

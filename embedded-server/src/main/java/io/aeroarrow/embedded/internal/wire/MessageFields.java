package io.aeroarrow.embedded.internal.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request. If two fields have the same type, the first one is used, as by a real server. */
public final class MessageFields {
    private final int[] types;
    private final ByteSlice[] payloads;

    MessageFields(int[] types, ByteSlice[] payloads) {
        this.types = types;
        this.payloads = payloads;
    }

    /** Creates fields with these payloads by type, in the map's order. */
    public static MessageFields of(Map<Integer, ByteSlice> payloads) {
        return new MessageFields(
                payloads.keySet().stream().mapToInt(Integer::intValue).toArray(),
                payloads.values().toArray(ByteSlice[]::new));
    }

    public @Nullable ByteSlice find(int type) {
        for (int i = 0; i < types.length; i++) {
            if (types[i] == type) {
                return payloads[i];
            }
        }
        return null;
    }

    public boolean has(int type) {
        return find(type) != null;
    }

    public int typeAt(int index) {
        return types[index];
    }

    /** The payload if it has exactly the wanted size, null if the field is absent. */
    public @Nullable ByteSlice sized(int type, int size) {
        ByteSlice payload = find(type);
        if (payload != null && payload.length() != size) {
            throw RequestFailure.parameter("field " + type + " of " + payload.length() + " bytes, not " + size);
        }
        return payload;
    }
}

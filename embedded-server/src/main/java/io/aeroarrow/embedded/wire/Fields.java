package io.aeroarrow.embedded.wire;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request; of two fields of one type the first counts, as in a real server. */
public final class Fields {
    private final int[] types;
    private final Bytes[] payloads;

    Fields(int[] types, Bytes[] payloads) {
        this.types = types;
        this.payloads = payloads;
    }

    /** Of these types with these payloads, in their order. */
    public static Fields of(Map<Integer, Bytes> payloads) {
        return new Fields(
                payloads.keySet().stream().mapToInt(Integer::intValue).toArray(),
                payloads.values().toArray(Bytes[]::new));
    }

    public @Nullable Bytes find(int type) {
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
    public @Nullable Bytes sized(int type, int size) {
        Bytes payload = find(type);
        if (payload != null && payload.length() != size) {
            throw RequestFailure.parameter("field " + type + " of " + payload.length() + " bytes, not " + size);
        }
        return payload;
    }
}

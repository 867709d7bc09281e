package io.aeroarrow.embedded.internal.info;

import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.Namespaces;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The info commands truncate and truncate-namespace. */
final class TruncateInfoCommands {
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int MAX_LUT = 23;

    private final Namespaces namespaces;

    TruncateInfoCommands(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    String set(InfoRequest request) {
        String namespace = request.required(InfoRequest.MAX_NAMESPACE, "namespace");
        String set = request.required(InfoRequest.MAX_SET, "set");
        return truncate(request, namespace, set);
    }

    String namespace(InfoRequest request) {
        String namespace = request.required(InfoRequest.MAX_NAMESPACE, "namespace");
        // The sender may have meant the command truncate.
        return request.parameter("set") != null
                ? InfoError.of(4, "unexpected set name")
                : truncate(request, namespace, null);
    }

    private String truncate(InfoRequest request, String name, @Nullable String setName) {
        // Without a time, records up to and within this millisecond are removed.
        long nowMillis = namespaces.time().millis();
        long beforeMillis = nowMillis + 1;
        String lut = request.optional(MAX_LUT, "lut");
        if (lut != null) {
            beforeMillis = millis(lut);
            if (beforeMillis <= ServerTime.EPOCH_2010_SECONDS * 1000) {
                return InfoError.of(4, "would truncate to 0");
            }
            if (beforeMillis > nowMillis) {
                return InfoError.of(4, "would truncate in the future");
            }
        }
        Namespace namespace = namespaces.find(name);
        // A real server answers ok for unknown namespaces and sets, too.
        if (namespace != null) {
            truncate(namespace, setName, beforeMillis);
        }
        return "ok";
    }

    private static void truncate(Namespace namespace, @Nullable String setName, long beforeMillis) {
        if (setName == null) {
            namespace.truncate(null, beforeMillis);
            return;
        }
        RecordSet set = namespace.findSet(ByteSlice.of(setName.getBytes(StandardCharsets.UTF_8)));
        if (set != null) {
            namespace.truncate(set, beforeMillis);
        }
    }

    private static long millis(String lut) {
        try {
            return Long.parseUnsignedLong(lut) / NANOS_PER_MILLI;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

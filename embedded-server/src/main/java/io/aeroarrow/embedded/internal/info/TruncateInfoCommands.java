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

    private final Namespaces namespaces;

    TruncateInfoCommands(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    String set(InfoRequest request) {
        if (request.parameter("namespace", "ns") == null) {
            return InfoError.of(20, "missing 'namespace'");
        }
        String set = request.parameter("set");
        return set == null ? InfoError.missing("set") : truncate(request, set);
    }

    String namespace(InfoRequest request) {
        if (request.parameter("namespace", "ns") == null) {
            return InfoError.of(20, "missing 'namespace'");
        }
        return request.parameter("set") != null ? InfoError.of(4, "unexpected set name") : truncate(request, null);
    }

    private String truncate(InfoRequest request, @Nullable String setName) {
        // Without a time, records up to and within this millisecond are removed.
        long nowMillis = namespaces.time().millis();
        long beforeMillis = nowMillis + 1;
        String lut = request.parameter("lut");
        if (lut != null) {
            beforeMillis = millis(lut);
            if (beforeMillis <= ServerTime.EPOCH_2010_SECONDS * 1000) {
                return InfoError.of(4, "would truncate to 0");
            }
            if (beforeMillis > nowMillis) {
                return InfoError.of(4, "would truncate in the future");
            }
        }
        String name = request.parameter("namespace", "ns");
        Namespace namespace = name == null ? null : namespaces.find(name);
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

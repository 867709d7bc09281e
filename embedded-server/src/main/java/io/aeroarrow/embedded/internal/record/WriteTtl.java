package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import org.jspecify.annotations.Nullable;

/** Converts the TTL of a write to the record's void-time. */
final class WriteTtl {
    private static final long NAMESPACE_DEFAULT = 0;
    private static final long NEVER = 0xffff_ffffL;
    private static final long UNCHANGED = 0xffff_fffeL;
    private static final long TEN_YEARS = 10L * 365 * 24 * 60 * 60;

    private WriteTtl() {}

    static int voidTime(long ttl, Namespace namespace, @Nullable StoredRecord live) {
        if (ttl == NEVER) {
            return 0;
        }
        if (ttl == UNCHANGED && live != null) {
            return live.voidTime();
        }
        if (ttl == NAMESPACE_DEFAULT || ttl == UNCHANGED) {
            return namespace.defaultTtl() == 0 ? 0 : after(namespace.defaultTtl(), namespace);
        }
        if (ttl > TEN_YEARS) {
            throw RequestFailure.parameter("ttl of " + ttl + " seconds");
        }
        return after(ttl, namespace);
    }

    private static int after(long seconds, Namespace namespace) {
        return (int) (namespace.time().voidTime() + seconds);
    }
}

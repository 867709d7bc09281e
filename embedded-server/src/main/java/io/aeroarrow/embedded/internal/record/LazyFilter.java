package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.expression.FilterExpression;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import org.jspecify.annotations.Nullable;

/** A filter expression that is compiled for the first record. An invalid expression has no effect without a record. */
public final class LazyFilter {
    private final ByteSlice encoded;
    private final ServerVersion version;
    private @Nullable FilterExpression compiled;

    private LazyFilter(ByteSlice encoded, ServerVersion version) {
        this.version = version;
        this.encoded = encoded;
    }

    static @Nullable LazyFilter of(RequestMessage message) {
        ByteSlice encoded = message.fields().find(MessageFieldType.FILTER_EXPRESSION);
        return encoded == null ? null : new LazyFilter(encoded, message.version());
    }

    /** The filter of a batch. It is compiled at once, so an invalid expression fails the batch. */
    public static @Nullable LazyFilter ofBatch(RequestMessage parent) {
        LazyFilter filter = of(parent);
        if (filter != null) {
            filter.compiled();
        }
        return filter;
    }

    boolean matches(Digest digest, StoredRecord stored, ServerTime time) {
        return compiled().matches(digest, stored, time);
    }

    private FilterExpression compiled() {
        FilterExpression filter = compiled;
        if (filter == null) {
            filter = FilterExpression.compile(encoded, version);
            compiled = filter;
        }
        return filter;
    }
}

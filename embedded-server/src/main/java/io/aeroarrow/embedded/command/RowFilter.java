package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.exp.Filter;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.ServerTime;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Message;
import org.jspecify.annotations.Nullable;

/** A filter expression that is compiled when the first record meets it: a bad one does no harm before. */
final class RowFilter {
    private final Bytes encoded;
    private @Nullable Filter compiled;

    private RowFilter(Bytes encoded) {
        this.encoded = encoded;
    }

    static @Nullable RowFilter of(Message message) {
        Bytes encoded = message.fields().find(FieldType.FILTER_EXPRESSION);
        return encoded == null ? null : new RowFilter(encoded);
    }

    boolean matches(Digest digest, StoredRecord stored, ServerTime time) {
        Filter filter = compiled;
        if (filter == null) {
            filter = Filter.compile(encoded);
            compiled = filter;
        }
        return filter.matches(digest, stored, time);
    }
}

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

    /** The filter of a whole batch is compiled at once: a bad one is a bad batch. */
    static @Nullable RowFilter ofBatch(Message parent) {
        RowFilter filter = of(parent);
        if (filter != null) {
            filter.compiled();
        }
        return filter;
    }

    boolean matches(Digest digest, StoredRecord stored, ServerTime time) {
        return compiled().matches(digest, stored, time);
    }

    private Filter compiled() {
        Filter filter = compiled;
        if (filter == null) {
            filter = Filter.compile(encoded);
            compiled = filter;
        }
        return filter;
    }
}

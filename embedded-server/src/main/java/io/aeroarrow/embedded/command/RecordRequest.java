package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.Namespace;
import io.aeroarrow.embedded.store.RecordSet;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import org.jspecify.annotations.Nullable;

/** What is asked of single records: one request, or a full row of a batch and the rows that repeat it. */
record RecordRequest(
        Namespace namespace,
        Message message,
        Bytes setName,
        @Nullable RowFilter filter) {
    private static final int MAX_SET_NAME = 63;

    static RecordRequest of(Namespace namespace, Message message, @Nullable RowFilter inherited) {
        Bytes setName = message.fields().find(FieldType.SET);
        RowFilter own = RowFilter.of(message);
        return new RecordRequest(
                namespace, message, setName == null ? Bytes.EMPTY : setName, own == null ? inherited : own);
    }

    boolean isWrite() {
        return message.info2(MessageBits.INFO2_WRITE);
    }

    boolean isDelete() {
        return isWrite() && message.info2(MessageBits.INFO2_DELETE);
    }

    /** The set that a new record goes into. */
    RecordSet setOfNewRecord() {
        if (setName.length() > MAX_SET_NAME) {
            throw RequestFailure.parameter("set name of " + setName.length() + " bytes");
        }
        return namespace.set(setName);
    }

    /** The checks that every command makes of a record it has found. */
    void requireMatch(Digest digest, StoredRecord stored) {
        // Reads may leave out the name of the set.
        boolean named = !setName.isEmpty() || (isWrite() && !isDelete());
        if (named && !stored.set().hasName(setName)) {
            throw RequestFailure.parameter("the record is in another set");
        }
        if (filter != null && !filter.matches(digest, stored, namespace.time())) {
            throw new RequestFailure(ResultCode.FILTERED_OUT, "filtered out");
        }
        Bytes sentKey = message.fields().find(FieldType.KEY);
        Bytes storedKey = stored.userKey();
        if (sentKey != null && storedKey != null && !sentKey.sameAs(storedKey)) {
            throw new RequestFailure(ResultCode.KEY_MISMATCH, "the record is stored with another key");
        }
    }
}

package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.Namespace;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import org.jspecify.annotations.Nullable;

/** A request for single records: a request, or a full row of a batch that other rows repeat. */
public record SingleRecordRequest(
        Namespace namespace,
        RequestMessage message,
        ByteSlice setName,
        @Nullable LazyFilter filter,
        boolean inBatch,
        boolean background) {
    private static final int MAX_SET_NAME = 63;

    public static SingleRecordRequest of(Namespace namespace, RequestMessage message) {
        return of(namespace, message, null, false);
    }

    public static SingleRecordRequest inBatch(
            Namespace namespace, RequestMessage message, @Nullable LazyFilter inherited) {
        return of(namespace, message, inherited, true);
    }

    private static SingleRecordRequest of(
            Namespace namespace, RequestMessage message, @Nullable LazyFilter inherited, boolean inBatch) {
        ByteSlice setName = message.fields().find(MessageFieldType.SET);
        LazyFilter own = LazyFilter.of(message);
        return new SingleRecordRequest(
                namespace,
                message,
                setName == null ? ByteSlice.EMPTY : setName,
                own == null ? inherited : own,
                inBatch,
                false);
    }

    /** A request of a background query for one of its records. */
    public static SingleRecordRequest inBackground(Namespace namespace, RequestMessage message, ByteSlice setName) {
        return new SingleRecordRequest(namespace, message, setName, null, false, true);
    }

    public boolean isWrite() {
        return message.info2(InfoBits.INFO2_WRITE);
    }

    public boolean isDelete() {
        return isWrite() && message.info2(InfoBits.INFO2_DELETE);
    }

    /** The set of a new record. */
    RecordSet setOfNewRecord() {
        if (setName.length() > MAX_SET_NAME) {
            throw RequestFailure.parameter("set name of " + setName.length() + " bytes");
        }
        return namespace.set(setName);
    }

    /** Checks the set, filter and key of an existing record, as all commands do. */
    void requireMatch(Digest digest, StoredRecord stored) {
        requireSet(stored);
        requireFilterAndKey(digest, stored);
    }

    void requireSet(StoredRecord stored) {
        // Reads may omit the set name.
        boolean named = !setName.isEmpty() || (isWrite() && !isDelete());
        if (named && !stored.set().hasName(setName)) {
            throw RequestFailure.parameter("the record is in another set");
        }
    }

    void requireFilterAndKey(Digest digest, StoredRecord stored) {
        if (filter != null && !filter.matches(digest, stored, namespace.time())) {
            throw new RequestFailure(ServerResultCode.FILTERED_OUT, "filtered out");
        }
        ByteSlice sentKey = message.fields().find(MessageFieldType.KEY);
        ByteSlice storedKey = stored.userKey();
        if (sentKey != null && storedKey != null && !sentKey.sameAs(storedKey)) {
            throw new RequestFailure(ServerResultCode.KEY_MISMATCH, "the record is stored with another key");
        }
    }
}

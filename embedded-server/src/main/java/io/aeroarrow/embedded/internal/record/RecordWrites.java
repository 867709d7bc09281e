package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.EditableBins;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.store.RecordVersionBuilder;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import org.jspecify.annotations.Nullable;

/** The write commands: put, operate with writes, touch and delete. */
final class RecordWrites {
    private static final int REPLACE = InfoBits.INFO3_CREATE_OR_REPLACE | InfoBits.INFO3_REPLACE_ONLY;
    private static final int MUST_EXIST = InfoBits.INFO3_UPDATE_ONLY | InfoBits.INFO3_REPLACE_ONLY;

    private final RecordLimits limits;

    RecordWrites(RecordLimits limits) {
        this.limits = limits;
    }

    void write(SingleRecordRequest request, Digest digest, RecordReply reply, RecordCommands.Observed observed) {
        requireRoom(request);
        WriteOps.validate(request.message());
        request.namespace().change(digest, live -> change(request, digest, live, reply, observed));
    }

    void delete(SingleRecordRequest request, Digest digest, RecordReply reply, RecordCommands.Observed observed) {
        requireNotDurable(request.message());
        request.namespace().change(digest, live -> {
            if (live == null) {
                throw new RequestFailure(ServerResultCode.NOT_FOUND, "the record does not exist");
            }
            requireGeneration(request.message(), live);
            request.requireMatch(digest, live);
            reply.finish(0, 0);
            return null;
        });
    }

    private @Nullable StoredRecord change(
            SingleRecordRequest request,
            Digest digest,
            @Nullable StoredRecord live,
            RecordReply reply,
            RecordCommands.Observed observed) {
        RequestMessage message = request.message();
        observed.record(live);
        requireExistence(message, live);
        requireGeneration(message, live);
        if (live != null) {
            request.requireMatch(digest, live);
        }
        int voidTime = WriteTtl.voidTime(message.recordTtl(), request.namespace(), live);
        boolean replace = (message.info3() & REPLACE) != 0;
        EditableBins bins = live == null || replace ? EditableBins.empty() : EditableBins.of(live);
        ExpressionOps expressions =
                new ExpressionOps(digest, request.namespace().time(), message.version());
        WriteOps.Snapshot snapshot = current -> draft(request, live)
                .build(current, voidTime, request.namespace().time().millis());
        new WriteOps(message, bins, reply, expressions, snapshot).apply();
        if (bins.isEmpty()) {
            return emptied(message, live, reply);
        }
        StoredRecord next = draft(request, live)
                .build(bins, voidTime, request.namespace().time().millis());
        limits.require(next);
        reply.finish(next.generation(), next.voidTime());
        return next;
    }

    /** A write that leaves no bin deletes the record. */
    private static @Nullable StoredRecord emptied(
            RequestMessage message, @Nullable StoredRecord live, RecordReply reply) {
        if (live == null) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "no bin was written");
        }
        requireNotDurable(message);
        reply.finish(0, 0);
        return null;
    }

    private static RecordVersionBuilder draft(SingleRecordRequest request, @Nullable StoredRecord live) {
        RecordSet set = live == null ? request.setOfNewRecord() : live.set();
        return withKey(new RecordVersionBuilder(set, live), request.message());
    }

    /** Adds the key that the request sends, if it does. */
    static RecordVersionBuilder withKey(RecordVersionBuilder draft, RequestMessage message) {
        ByteSlice key = message.fields().find(MessageFieldType.KEY);
        return key == null ? draft : draft.userKey(checkedKey(key));
    }

    private static byte[] checkedKey(ByteSlice key) {
        boolean valid = !key.isEmpty() && (key.u8(0) != ParticleType.INTEGER || key.length() == 1 + Long.BYTES);
        if (!valid) {
            throw new RequestFailure(ServerResultCode.UNSUPPORTED_FEATURE, "key of " + key.length() + " bytes");
        }
        return key.copy();
    }

    /** Refuses writes when the memory limit is reached; deletes do not call this. A real server checks it first, too. */
    private static void requireRoom(SingleRecordRequest request) {
        if (request.namespace().isFull()) {
            throw new RequestFailure(
                    ServerResultCode.OUT_OF_SPACE,
                    "namespace " + request.namespace().name() + " is full");
        }
    }

    private static void requireNotDurable(RequestMessage message) {
        if (message.info2(InfoBits.INFO2_DURABLE_DELETE)) {
            throw new RequestFailure(ServerResultCode.ENTERPRISE_ONLY, "durable delete");
        }
    }

    private static void requireExistence(RequestMessage message, @Nullable StoredRecord live) {
        if (live != null && message.info2(InfoBits.INFO2_CREATE_ONLY)) {
            throw new RequestFailure(ServerResultCode.RECORD_EXISTS, "the record exists");
        }
        if (live == null && ((message.info3() & MUST_EXIST) != 0 || touches(message))) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "the record does not exist");
        }
    }

    private static boolean touches(RequestMessage message) {
        return message.ops().stream().anyMatch(op -> op.code() == OpCode.TOUCH);
    }

    private static void requireGeneration(RequestMessage message, @Nullable StoredRecord live) {
        int wanted = message.generation() & 0xffff;
        int found = live == null ? 0 : live.generation();
        boolean failed = (message.info2(InfoBits.INFO2_GENERATION) && wanted != found)
                || (message.info2(InfoBits.INFO2_GENERATION_GT) && wanted <= found);
        if (failed) {
            throw new RequestFailure(ServerResultCode.GENERATION, "generation " + found + ", wanted " + wanted);
        }
    }
}

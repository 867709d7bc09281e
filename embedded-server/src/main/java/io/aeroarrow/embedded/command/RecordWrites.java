package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.store.BinSet;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.RecordDraft;
import io.aeroarrow.embedded.store.RecordSet;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.OpCode;
import io.aeroarrow.embedded.wire.Particle;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import org.jspecify.annotations.Nullable;

/** put, operate with writes, touch and delete. */
final class RecordWrites {
    private static final int REPLACE = MessageBits.INFO3_CREATE_OR_REPLACE | MessageBits.INFO3_REPLACE_ONLY;
    private static final int MUST_EXIST = MessageBits.INFO3_UPDATE_ONLY | MessageBits.INFO3_REPLACE_ONLY;

    private final RecordLimits limits;

    RecordWrites(RecordLimits limits) {
        this.limits = limits;
    }

    void write(RecordRequest request, Digest digest, Reply reply, RecordCommands.Observed observed) {
        requireRoom(request);
        requireNotDurable(request.message());
        WriteOps.validate(request.message());
        request.namespace().change(digest, live -> change(request, digest, live, reply, observed));
    }

    void delete(RecordRequest request, Digest digest, Reply reply, RecordCommands.Observed observed) {
        requireNotDurable(request.message());
        request.namespace().change(digest, live -> {
            if (live == null) {
                throw new RequestFailure(ResultCode.NOT_FOUND, "no such record");
            }
            requireGeneration(request.message(), live);
            request.requireMatch(digest, live);
            reply.finish(0, 0);
            return null;
        });
    }

    private @Nullable StoredRecord change(
            RecordRequest request,
            Digest digest,
            @Nullable StoredRecord live,
            Reply reply,
            RecordCommands.Observed observed) {
        Message message = request.message();
        observed.record(live);
        requireExistence(message, live);
        requireGeneration(message, live);
        if (live != null) {
            request.requireMatch(digest, live);
        }
        int voidTime = TimeToLive.voidTime(message.recordTtl(), request.namespace(), live);
        boolean replace = (message.info3() & REPLACE) != 0;
        BinSet bins = live == null || replace ? BinSet.empty() : BinSet.of(live);
        new WriteOps(message, bins, reply).apply();
        if (bins.isEmpty()) {
            return emptied(live, reply);
        }
        StoredRecord next = draft(request, live)
                .build(bins, voidTime, request.namespace().time().millis());
        requireSize(next);
        reply.finish(next.generation(), next.voidTime());
        return next;
    }

    /** A write that leaves no bin deletes the record. */
    private static @Nullable StoredRecord emptied(@Nullable StoredRecord live, Reply reply) {
        if (live == null) {
            throw new RequestFailure(ResultCode.NOT_FOUND, "no bin was written");
        }
        reply.finish(0, 0);
        return null;
    }

    private static RecordDraft draft(RecordRequest request, @Nullable StoredRecord live) {
        RecordSet set = live == null ? request.setOfNewRecord() : live.set();
        RecordDraft draft = new RecordDraft(set, live);
        Bytes key = request.message().fields().find(FieldType.KEY);
        return key == null ? draft : draft.userKey(checkedKey(key));
    }

    private static byte[] checkedKey(Bytes key) {
        boolean valid = !key.isEmpty() && (key.u8(0) != Particle.INTEGER || key.length() == 1 + Long.BYTES);
        if (!valid) {
            throw new RequestFailure(ResultCode.UNSUPPORTED_FEATURE, "key of " + key.length() + " bytes");
        }
        return key.copy();
    }

    private void requireSize(StoredRecord next) {
        if (next.storedSize() > limits.maxRecordBytes()) {
            throw new RequestFailure(ResultCode.RECORD_TOO_BIG, "record of " + next.storedSize() + " bytes");
        }
        if (next.binCount() > limits.maxBins()) {
            throw RequestFailure.parameter("record of " + next.binCount() + " bins");
        }
    }

    /** Deletes alone go on when there is no room; a real server asks for it before anything else. */
    private static void requireRoom(RecordRequest request) {
        if (request.namespace().isFull()) {
            throw new RequestFailure(
                    ResultCode.OUT_OF_SPACE, "namespace " + request.namespace().name() + " is full");
        }
    }

    private static void requireNotDurable(Message message) {
        if (message.info2(MessageBits.INFO2_DURABLE_DELETE)) {
            throw new RequestFailure(ResultCode.ENTERPRISE_ONLY, "durable delete");
        }
    }

    private static void requireExistence(Message message, @Nullable StoredRecord live) {
        if (live != null && message.info2(MessageBits.INFO2_CREATE_ONLY)) {
            throw new RequestFailure(ResultCode.RECORD_EXISTS, "the record exists");
        }
        if (live == null && ((message.info3() & MUST_EXIST) != 0 || touches(message))) {
            throw new RequestFailure(ResultCode.NOT_FOUND, "no such record");
        }
    }

    private static boolean touches(Message message) {
        return message.ops().stream().anyMatch(op -> op.code() == OpCode.TOUCH);
    }

    private static void requireGeneration(Message message, @Nullable StoredRecord live) {
        int wanted = message.generation() & 0xffff;
        int found = live == null ? 0 : live.generation();
        boolean failed = (message.info2(MessageBits.INFO2_GENERATION) && wanted != found)
                || (message.info2(MessageBits.INFO2_GENERATION_GT) && wanted <= found);
        if (failed) {
            throw new RequestFailure(ResultCode.GENERATION, "generation " + found + ", wanted " + wanted);
        }
    }
}

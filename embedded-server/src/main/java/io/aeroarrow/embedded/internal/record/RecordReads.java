package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.operation.BinValue;
import io.aeroarrow.embedded.internal.store.BinCursor;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.OpCode;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;

/** The read commands: get, header, exists and operate without writes. */
final class RecordReads {
    private static final long TOUCH_NEVER = 0xffff_ffffL;
    private static final int MAX_TOUCH_PERCENT = 100;

    void read(SingleRecordRequest request, Digest digest, RecordReply reply, RecordCommands.Observed observed) {
        StoredRecord stored = request.namespace().get(digest);
        if (stored == null) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "the record does not exist");
        }
        observed.record(stored);
        request.requireSet(stored);
        requireTouchPercent(request.message(), stored);
        request.requireFilterAndKey(digest, stored);
        writeBins(request, digest, stored, reply);
        reply.finish(stored.generation(), stored.voidTime());
        touch(request, digest, stored);
    }

    /** Resets the TTL of a record if the requested percentage or less is left. The answer has the old void-time. */
    private static void touch(SingleRecordRequest request, Digest digest, StoredRecord stored) {
        long percent = request.message().recordTtl();
        if (percent == 0 || percent == TOUCH_NEVER || stored.voidTime() == 0) {
            return;
        }
        ServerTime time = request.namespace().time();
        long now = time.voidTime();
        long end = Integer.toUnsignedLong(stored.voidTime());
        long written = stored.lastUpdateMillis() / 1000 - ServerTime.EPOCH_2010_SECONDS;
        long ttl = end - written;
        if (now >= end - ttl * percent / MAX_TOUCH_PERCENT) {
            // A concurrent write has set its own TTL.
            request.namespace()
                    .change(digest, live -> live == stored ? stored.touched((int) (now + ttl), time.millis()) : live);
        }
    }

    private static void requireTouchPercent(RequestMessage message, StoredRecord stored) {
        long percent = message.recordTtl();
        if (percent > MAX_TOUCH_PERCENT && percent != TOUCH_NEVER && stored.voidTime() != 0) {
            throw RequestFailure.parameter("read-touch percentage " + percent);
        }
    }

    private static void writeBins(SingleRecordRequest request, Digest digest, StoredRecord stored, RecordReply reply) {
        RequestMessage message = request.message();
        if (message.info1(InfoBits.INFO1_NO_BIN_DATA)) {
            return;
        }
        if (message.info1(InfoBits.INFO1_GET_ALL)) {
            stored.writeBins(reply.out());
            reply.countOps(stored.binCount());
            return;
        }
        if (message.ops().isEmpty()) {
            throw RequestFailure.parameter("the read names no bin");
        }
        boolean respondAll = message.info2(InfoBits.INFO2_RESPOND_ALL_OPS);
        ExpressionOps expressions =
                new ExpressionOps(digest, request.namespace().time(), message.version());
        for (MessageOp op : message.ops()) {
            readOp(op, expressions, stored, reply, request.inBatch(), respondAll);
        }
    }

    static void readOp(
            MessageOp op,
            ExpressionOps expressions,
            StoredRecord stored,
            RecordReply reply,
            boolean inBatch,
            boolean respondAll) {
        if (op.code() == OpCode.READ && op.name().isEmpty()) {
            // The op reads the header, which every reply has.
            if (respondAll) {
                reply.emptyOp(op);
            }
            return;
        }
        BinName.require(op.name());
        if (!OpCode.isRead(op.code())) {
            throw RequestFailure.parameter("op " + op.code() + " in a read");
        }
        BinCursor cursor = stored.bins();
        boolean found = cursor.seek(op.name());
        if (op.code() == OpCode.READ && found) {
            cursor.writeTo(reply.out());
            reply.countOps(1);
            return;
        }
        BinValue result = null;
        if (op.code() == OpCode.EXP_READ) {
            result = expressions.read(op, stored);
        } else if (op.code() != OpCode.READ && found) {
            result = ValueOps.read(op, new BinValue(cursor.particle(), cursor.value()), expressions.version());
        }
        int code = inBatch ? OpCode.READ : op.code();
        if (result != null) {
            reply.op(code, result.particle(), op.name(), result.value());
        } else if (respondAll) {
            reply.op(code, ParticleType.NULL, op.name(), ByteSlice.EMPTY);
        }
    }
}

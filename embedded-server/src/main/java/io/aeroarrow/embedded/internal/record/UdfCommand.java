package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.RecordSet;
import io.aeroarrow.embedded.internal.store.RecordVersionBuilder;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfCall;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import io.aeroarrow.embedded.internal.udf.UdfOutcome;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Calls a function with a record, stores the changes, and answers with the function's result. */
final class UdfCommand {
    private static final int FORBIDDEN_INFO2 =
            InfoBits.INFO2_GENERATION | InfoBits.INFO2_GENERATION_GT | InfoBits.INFO2_CREATE_ONLY;
    private static final int FORBIDDEN_INFO3 =
            InfoBits.INFO3_UPDATE_ONLY | InfoBits.INFO3_CREATE_OR_REPLACE | InfoBits.INFO3_REPLACE_ONLY;
    private static final long DEFAULT_MILLIS = 1_000;

    private final RecordLimits limits;
    private final UdfModules modules;

    UdfCommand(RecordLimits limits, UdfModules modules) {
        this.limits = limits;
        this.modules = modules;
    }

    /** Returns the result code of the reply. */
    int apply(SingleRecordRequest request, Digest digest, RecordReply reply, RecordCommands.Observed observed) {
        UdfCall call = UdfCall.of(request.message().fields());
        requireNoPolicy(request.message());
        int[] result = {ServerResultCode.OK};
        request.namespace().change(digest, live -> {
            observed.record(live);
            if (live == null && request.background()) {
                throw new RequestFailure(ServerResultCode.NOT_FOUND, "the record was deleted");
            } else if (live != null) {
                request.requireMatch(digest, live);
            }
            UdfRecordEdit record = new UdfRecordEdit(request, digest, live);
            UdfOutcome outcome = modules.apply(call, record, deadline(request.message()));
            if (outcome instanceof UdfOutcome.Failure failure) {
                result[0] = ServerResultCode.UDF_EXECUTION;
                observed.fail(reply, result[0]);
                UdfReply.failure(reply, failure.message());
                return live;
            }
            return finish(request, record, ((UdfOutcome.Success) outcome).value(), reply);
        });
        return result[0];
    }

    private static void requireNoPolicy(RequestMessage message) {
        if ((message.info2() & FORBIDDEN_INFO2) != 0 || (message.info3() & FORBIDDEN_INFO3) != 0) {
            throw RequestFailure.parameter("a UDF call with a policy of generations or existence");
        }
    }

    private static long deadline(RequestMessage message) {
        long millis = message.transactionTtl() == 0 ? DEFAULT_MILLIS : message.transactionTtl();
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private @Nullable StoredRecord finish(
            SingleRecordRequest request, UdfRecordEdit record, @Nullable Object value, RecordReply reply) {
        StoredRecord live = record.live();
        if (record.resultCode() != ServerResultCode.OK) {
            throw new RequestFailure(record.resultCode(), "the function's changes were refused");
        }
        if (!record.isChanged()) {
            UdfReply.success(reply, value);
            reply.finish(live == null ? 0 : live.generation(), live == null ? 0 : live.voidTime());
            return live;
        }
        StoredRecord next = next(request, record);
        UdfReply.success(reply, value);
        reply.finish(next.generation(), next.voidTime());
        return record.bins().isEmpty() ? null : next;
    }

    private StoredRecord next(SingleRecordRequest request, UdfRecordEdit record) {
        StoredRecord live = record.live();
        int voidTime = WriteTtl.voidTime(record.newTtl(), request.namespace(), live);
        if (record.bins().isEmpty()) {
            requireDeletable(request.message(), live);
        }
        RecordSet set = live == null ? request.setOfNewRecord() : live.set();
        RecordVersionBuilder draft = RecordWrites.withKey(new RecordVersionBuilder(set, live), request.message());
        if (record.isKeyDropped()) {
            draft.dropKey();
        }
        StoredRecord next =
                draft.build(record.bins(), voidTime, request.namespace().time().millis());
        limits.require(next);
        return next;
    }

    private static void requireDeletable(RequestMessage message, @Nullable StoredRecord live) {
        if (live == null) {
            throw new RequestFailure(ServerResultCode.NOT_FOUND, "no bin was written");
        }
        if (message.info2(InfoBits.INFO2_DURABLE_DELETE)) {
            throw new RequestFailure(ServerResultCode.ENTERPRISE_ONLY, "durable delete");
        }
    }
}

package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.cluster.PartitionAccess;
import io.aeroarrow.embedded.store.Digest;
import io.aeroarrow.embedded.store.StoredRecord;
import io.aeroarrow.embedded.wire.FieldType;
import io.aeroarrow.embedded.wire.Message;
import io.aeroarrow.embedded.wire.MessageBits;
import io.aeroarrow.embedded.wire.RequestFailure;
import io.aeroarrow.embedded.wire.ResultCode;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Executes what is asked of one record and writes its as_msg. */
final class RecordCommands {
    private final RecordReads reads;
    private final RecordWrites writes;
    private final PartitionAccess partitions;

    RecordCommands(RecordLimits limits, PartitionAccess partitions) {
        this.partitions = partitions;
        this.reads = new RecordReads();
        this.writes = new RecordWrites(limits);
    }

    /** Executes, here or as another node's messenger, and returns the result code that went into the reply. */
    int execute(RecordRequest request, Digest digest, ByteBuf out, int batchIndex) {
        int start = out.writerIndex();
        return switch (partitions.route(request.namespace().name(), digest.partition(), request.isWrite())) {
            case ANSWERED -> executeHere(request, digest, out, batchIndex);
            case LOST -> fail(out, ResultCode.TIMEOUT, batchIndex);
            case UNAVAILABLE -> fail(out, ResultCode.UNAVAILABLE, batchIndex);
            case UNCONFIRMED -> {
                int result = executeHere(request, digest, out, batchIndex);
                if (result == ResultCode.OK) {
                    out.writerIndex(start);
                    result = fail(out, ResultCode.TIMEOUT, batchIndex);
                }
                yield result;
            }
        };
    }

    private static int fail(ByteBuf out, int resultCode, int batchIndex) {
        new Reply(out, batchIndex).fail(resultCode, 0, 0);
        return resultCode;
    }

    private int executeHere(RecordRequest request, Digest digest, ByteBuf out, int batchIndex) {
        Reply reply = new Reply(out, batchIndex);
        Observed observed = new Observed();
        try {
            requireSupported(request.message());
            if (isUdfCall(request)) {
                return refuseUdf(request, digest, reply);
            }
            if (request.isDelete()) {
                writes.delete(request, digest, reply, observed);
            } else if (request.isWrite()) {
                writes.write(request, digest, reply, observed);
            } else {
                reads.read(request, digest, reply, observed);
            }
            return ResultCode.OK;
        } catch (RequestFailure e) {
            reply.fail(e.resultCode(), observed.generation, observed.voidTime);
            return e.resultCode();
        }
    }

    private static boolean isUdfCall(RecordRequest request) {
        if (!request.isWrite() || !request.message().fields().has(FieldType.UDF_PACKAGE)) {
            return false;
        }
        if (!request.message().fields().has(FieldType.UDF_FUNCTION)) {
            throw RequestFailure.parameter("a UDF without its function");
        }
        return true;
    }

    private static void requireSupported(Message message) {
        if (message.fields().has(FieldType.MRT_ID)) {
            throw new RequestFailure(ResultCode.ENTERPRISE_ONLY, "transactions");
        }
        if (!message.info2(MessageBits.INFO2_WRITE)) {
            if (!message.info1(MessageBits.INFO1_READ)) {
                throw RequestFailure.parameter("neither READ nor WRITE");
            }
            if (message.info3(MessageBits.INFO3_SC_READ_TYPE) && !message.info3(MessageBits.INFO3_SC_READ_RELAX)) {
                throw new RequestFailure(ResultCode.ENTERPRISE_ONLY, "linearizable reads");
            }
        }
    }

    /** No UDF is ever registered, so each call ends as that of an unknown package does. */
    private static int refuseUdf(RecordRequest request, Digest digest, Reply reply) {
        StoredRecord stored = request.namespace().get(digest);
        reply.fail(ResultCode.UDF_EXECUTION, stored == null ? 0 : stored.generation(), 0);
        UdfFailure.write(reply);
        return ResultCode.UDF_EXECUTION;
    }

    /** What a command has seen of the record; a real server shows it with most errors. */
    static final class Observed {
        private int generation;
        private int voidTime;

        void record(@Nullable StoredRecord stored) {
            if (stored != null) {
                generation = stored.generation();
                voidTime = stored.voidTime();
            }
        }
    }
}

package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.cluster.PartitionAccess;
import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.udf.UdfModules;
import io.aeroarrow.embedded.internal.wire.InfoBits;
import io.aeroarrow.embedded.internal.wire.MessageFieldType;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.RequestMessage;
import io.aeroarrow.embedded.internal.wire.ServerResultCode;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Executes the commands on a record and writes the as_msg that answers them. */
public final class RecordCommands {
    private final RecordReads reads;
    private final RecordWrites writes;
    private final UdfCommand functions;
    private final PartitionAccess partitions;

    public RecordCommands(RecordLimits limits, UdfModules modules, PartitionAccess partitions) {
        this.partitions = partitions;
        this.functions = new UdfCommand(limits, modules);
        this.reads = new RecordReads();
        this.writes = new RecordWrites(limits);
    }

    /** Executes a command, locally or as a proxy, and returns the result code of the reply. */
    public int execute(SingleRecordRequest request, Digest digest, ByteBuf out, int batchIndex) {
        int start = out.writerIndex();
        return switch (partitions.route(request.namespace().name(), digest.partition(), request.isWrite())) {
            case ANSWERED -> executeHere(request, digest, out, batchIndex);
            case LOST -> fail(out, ServerResultCode.TIMEOUT, batchIndex);
            case UNAVAILABLE -> fail(out, ServerResultCode.UNAVAILABLE, batchIndex);
            case UNCONFIRMED -> {
                int result = executeHere(request, digest, out, batchIndex);
                if (result == ServerResultCode.OK) {
                    out.writerIndex(start);
                    result = fail(out, ServerResultCode.TIMEOUT, batchIndex);
                }
                yield result;
            }
        };
    }

    private static int fail(ByteBuf out, int resultCode, int batchIndex) {
        new RecordReply(out, batchIndex).fail(resultCode, 0, 0);
        return resultCode;
    }

    private int executeHere(SingleRecordRequest request, Digest digest, ByteBuf out, int batchIndex) {
        RecordReply reply = new RecordReply(out, batchIndex);
        Observed observed = new Observed();
        try {
            requireSupported(request.message());
            if (isUdfCall(request)) {
                return functions.apply(request, digest, reply, observed);
            }
            if (request.isDelete()) {
                writes.delete(request, digest, reply, observed);
            } else if (request.isWrite()) {
                writes.write(request, digest, reply, observed);
            } else {
                reads.read(request, digest, reply, observed);
            }
            return ServerResultCode.OK;
        } catch (RequestFailure e) {
            observed.fail(reply, e.resultCode());
            return e.resultCode();
        }
    }

    private static boolean isUdfCall(SingleRecordRequest request) {
        if (!request.isWrite() || !request.message().fields().has(MessageFieldType.UDF_PACKAGE)) {
            return false;
        }
        if (!request.message().fields().has(MessageFieldType.UDF_FUNCTION)) {
            throw RequestFailure.parameter("a UDF call has no function");
        }
        return true;
    }

    private static void requireSupported(RequestMessage message) {
        if (message.fields().has(MessageFieldType.MRT_ID)) {
            throw new RequestFailure(ServerResultCode.ENTERPRISE_ONLY, "transactions");
        }
        if (!message.info2(InfoBits.INFO2_WRITE)) {
            if (!message.info1(InfoBits.INFO1_READ)) {
                throw RequestFailure.parameter("neither READ nor WRITE");
            }
            if (message.info3(InfoBits.INFO3_SC_READ_TYPE) && !message.info3(InfoBits.INFO3_SC_READ_RELAX)) {
                throw new RequestFailure(ServerResultCode.ENTERPRISE_ONLY, "linearizable reads");
            }
        }
    }

    /** The generation and void-time of the record. A real server returns them with most errors. */
    static final class Observed {
        private int generation;
        private int voidTime;

        void fail(RecordReply reply, int resultCode) {
            reply.fail(resultCode, generation, voidTime);
        }

        void record(@Nullable StoredRecord stored) {
            if (stored != null) {
                generation = stored.generation();
                voidTime = stored.voidTime();
            }
        }
    }
}

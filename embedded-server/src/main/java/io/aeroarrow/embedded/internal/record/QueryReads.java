package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.store.Digest;
import io.aeroarrow.embedded.internal.store.ServerTime;
import io.aeroarrow.embedded.internal.store.StoredRecord;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.RequestFailure;
import io.aeroarrow.embedded.internal.wire.ServerVersion;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Executes the read ops of a query, which only newer servers do. */
public final class QueryReads {
    private static final int FIRST_CAPACITY = 1 << 10;

    private final List<MessageOp> ops;
    private final ServerTime time;
    private final ServerVersion version;
    private final boolean respondAll;
    private final ByteBuf results = Unpooled.buffer(FIRST_CAPACITY);

    /**
     * @param respondAll whether an op without a result, as for an absent bin, is answered by a null
     */
    public QueryReads(List<MessageOp> ops, ServerTime time, ServerVersion version, boolean respondAll) {
        this.ops = List.copyOf(ops);
        this.time = time;
        this.version = version;
        this.respondAll = respondAll;
    }

    /**
     * Appends the results for a record.
     *
     * @return how many results were written
     * @throws RequestFailure if an op fails; then nothing is written
     */
    public int writeTo(ByteBuf out, Digest digest, StoredRecord stored) {
        ExpressionOps expressions = new ExpressionOps(digest, time, version);
        RecordReply reply = new RecordReply(results.clear(), 0);
        for (MessageOp op : ops) {
            RecordReads.readOp(op, expressions, stored, reply, false, respondAll);
        }
        out.writeBytes(
                results, FrameWriter.MESSAGE_HEADER_SIZE, results.readableBytes() - FrameWriter.MESSAGE_HEADER_SIZE);
        return reply.ops();
    }
}

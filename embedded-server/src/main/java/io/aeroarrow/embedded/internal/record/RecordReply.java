package io.aeroarrow.embedded.internal.record;

import io.aeroarrow.embedded.internal.wire.ByteSlice;
import io.aeroarrow.embedded.internal.wire.FrameWriter;
import io.aeroarrow.embedded.internal.wire.MessageOp;
import io.aeroarrow.embedded.internal.wire.ParticleType;
import io.netty.buffer.ByteBuf;

/** Builds the as_msg that answers a request for a single record. A failure removes the ops written before. */
public final class RecordReply {
    private final ByteBuf out;
    private final int start;
    private final int batchIndex;
    private int ops;

    public RecordReply(ByteBuf out, int batchIndex) {
        this.out = out;
        this.start = out.writerIndex();
        this.batchIndex = batchIndex;
        FrameWriter.messageHeader(out, 0, 0, 0, 0, 0, batchIndex);
    }

    ByteBuf out() {
        return out;
    }

    int ops() {
        return ops;
    }

    void countOps(int count) {
        ops += count;
    }

    void op(int code, int particle, ByteSlice name, ByteSlice value) {
        FrameWriter.op(out, code, particle, name, value);
        ops++;
    }

    /** Writes the answer of an op without a result. */
    void emptyOp(MessageOp request) {
        op(request.code(), ParticleType.NULL, request.name(), ByteSlice.EMPTY);
    }

    void finish(int generation, int voidTime) {
        int end = out.writerIndex();
        out.writerIndex(start);
        FrameWriter.messageHeader(out, 0, 0, 0, generation, voidTime, batchIndex);
        out.writerIndex(end);
        FrameWriter.counts(out, start, 0, ops);
    }

    /** Completes a failed reply that has ops. */
    void finishFailed() {
        FrameWriter.counts(out, start, 0, ops);
    }

    public void fail(int resultCode, int generation, int voidTime) {
        out.writerIndex(start);
        ops = 0;
        FrameWriter.messageHeader(out, 0, 0, resultCode, generation, voidTime, batchIndex);
    }
}

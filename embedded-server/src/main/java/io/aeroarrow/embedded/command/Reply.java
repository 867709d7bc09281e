package io.aeroarrow.embedded.command;

import io.aeroarrow.embedded.wire.Bytes;
import io.aeroarrow.embedded.wire.Frames;
import io.aeroarrow.embedded.wire.Op;
import io.aeroarrow.embedded.wire.Particle;
import io.netty.buffer.ByteBuf;

/** Builds the one as_msg that answers a request for a single record; a failure takes back the ops written so far. */
final class Reply {
    private final ByteBuf out;
    private final int start;
    private final int batchIndex;
    private int ops;

    Reply(ByteBuf out, int batchIndex) {
        this.out = out;
        this.start = out.writerIndex();
        this.batchIndex = batchIndex;
        Frames.messageHeader(out, 0, 0, 0, 0, 0, batchIndex);
    }

    ByteBuf out() {
        return out;
    }

    void countOps(int count) {
        ops += count;
    }

    void op(int code, int particle, Bytes name, Bytes value) {
        Frames.op(out, code, particle, name, value);
        ops++;
    }

    /** An op was executed and has nothing to tell. */
    void emptyOp(Op request) {
        op(request.code(), Particle.NULL, request.name(), Bytes.EMPTY);
    }

    void finish(int generation, int voidTime) {
        int end = out.writerIndex();
        out.writerIndex(start);
        Frames.messageHeader(out, 0, 0, 0, generation, voidTime, batchIndex);
        out.writerIndex(end);
        Frames.counts(out, start, 0, ops);
    }

    /** Counts the ops that were written after a failure. */
    void finishFailed() {
        Frames.counts(out, start, 0, ops);
    }

    void fail(int resultCode, int generation, int voidTime) {
        out.writerIndex(start);
        ops = 0;
        Frames.messageHeader(out, 0, 0, resultCode, generation, voidTime, batchIndex);
    }
}

package io.aeroarrow.embedded.internal.wire;

import io.netty.buffer.ByteBuf;

/** Writes frames and the as_msg headers in them. */
public final class FrameWriter {
    public static final int HEADER_SIZE = 8;
    public static final int VERSION = 2;
    public static final int TYPE_INFO = 1;
    public static final int TYPE_ADMIN = 2;
    public static final int TYPE_MESSAGE = 3;
    public static final int TYPE_COMPRESSED = 4;
    public static final int TYPE_INTERNAL_XDR = 5;
    public static final int MESSAGE_HEADER_SIZE = 22;
    public static final long MAX_BODY_SIZE = 128L << 20;

    private static final int N_OPS_OFFSET = 20;
    private static final int OP_FIXED_PART = 4;

    private FrameWriter() {}

    /** The frame without its leak tracker, which with detection "paranoid" records a stack trace for each access. */
    public static ByteBuf untracked(ByteBuf frame) {
        return frame.unwrap() == null ? frame : frame.unwrap();
    }

    /** Reserves the frame's header, which {@link #end} fills in. */
    public static void begin(ByteBuf out) {
        out.writeLong(0);
    }

    /** Completes the frame that starts at the buffer's reader index. */
    public static void end(ByteBuf out, int type) {
        long body = (long) out.readableBytes() - HEADER_SIZE;
        out.setLong(out.readerIndex(), (long) VERSION << 56 | (long) type << 48 | body);
    }

    public static void messageHeader(
            ByteBuf out, int info1, int info3, int resultCode, int generation, int voidTime, int batchIndex) {
        out.writeByte(MESSAGE_HEADER_SIZE);
        out.writeByte(info1);
        out.writeByte(0);
        out.writeByte(info3);
        out.writeByte(0);
        out.writeByte(resultCode);
        out.writeInt(generation);
        out.writeInt(voidTime);
        out.writeInt(batchIndex);
        out.writeInt(0);
    }

    /** Fills in the counts of the message whose header starts at {@code start}. */
    public static void counts(ByteBuf out, int start, int fields, int ops) {
        out.setInt(start + N_OPS_OFFSET - 2, fields << 16 | ops);
    }

    public static void field(ByteBuf out, int type, byte[] payload) {
        out.writeInt(1 + payload.length);
        out.writeByte(type);
        out.writeBytes(payload);
    }

    public static void field(ByteBuf out, int type, ByteSlice payload) {
        out.writeInt(1 + payload.length());
        out.writeByte(type);
        out.writeBytes(payload.array(), payload.offset(), payload.length());
    }

    public static void op(ByteBuf out, int code, int particle, ByteSlice name, ByteSlice value) {
        out.writeInt(OP_FIXED_PART + name.length() + value.length());
        out.writeByte(code);
        out.writeByte(particle);
        out.writeByte(0);
        out.writeByte(name.length());
        out.writeBytes(name.array(), name.offset(), name.length());
        out.writeBytes(value.array(), value.offset(), value.length());
    }

    /** Writes a message without fields and ops: the result code that ends a stream or answers a request. */
    public static void endOfStream(ByteBuf out, int info3, int resultCode) {
        messageHeader(out, 0, info3, resultCode, 0, 0, 0);
    }
}

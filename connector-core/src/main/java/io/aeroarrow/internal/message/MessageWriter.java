package io.aeroarrow.internal.message;

import io.aeroarrow.internal.value.Particle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a request: header, then fields, then ops. Counts and lengths are set at the end. */
public final class MessageWriter {

    private static final int BODY = MessageLayout.FRAME_HEADER_SIZE;

    /** The size of a frame without fields and ops. */
    public static final int EMPTY_SIZE = BODY + MessageLayout.HEADER_SIZE;

    public static final int FIELD_HEADER_SIZE = Integer.BYTES + 1;

    private final ByteBuf frame;
    /** The frame without its leak tracker, which with detection "paranoid" records a stack trace for each write. */
    private final ByteBuf buffer;

    private int fields;
    private int ops;

    public MessageWriter(int info1, int info2, int info3, int timeToLive, int timeoutMillis, int expectedSize) {
        this(
                PooledByteBufAllocator.DEFAULT.directBuffer(EMPTY_SIZE + expectedSize),
                info1,
                info2,
                info3,
                timeToLive,
                timeoutMillis);
    }

    /**
     * @param frame an empty buffer, which becomes the frame
     */
    public MessageWriter(ByteBuf frame, int info1, int info2, int info3, int timeToLive, int timeoutMillis) {
        this.frame = frame;
        this.buffer = frame.unwrap() == null ? frame : frame.unwrap();
        buffer.writeLong(0);
        buffer.writeByte(MessageLayout.HEADER_SIZE);
        buffer.writeByte(info1);
        buffer.writeByte(info2);
        buffer.writeByte(info3);
        buffer.writeShort(0);
        buffer.writeInt(0);
        buffer.writeInt(timeToLive);
        buffer.writeInt(timeoutMillis);
        buffer.writeInt(0);
    }

    /** Starts a field of a known length. The caller writes its bytes to the returned buffer. */
    public ByteBuf field(int type, int length) {
        fields++;
        return fieldHeader(buffer, type, length);
    }

    public MessageWriter textField(int type, String text) {
        fields++;
        writeTextField(buffer, type, text);
        return this;
    }

    public MessageWriter readOps(List<String> bins) {
        ops += bins.size();
        bins.forEach(bin -> writeReadOp(buffer, bin));
        return this;
    }

    /** Announces {@code count} ops. The caller writes them to the returned buffer. */
    public ByteBuf ops(int count) {
        ops += count;
        return buffer;
    }

    /** Sets the generation that the record must have. */
    public void generation(int expected) {
        buffer.setInt(BODY + MessageLayout.GENERATION_OFFSET, expected);
    }

    /** The finished frame, owned by the caller. */
    public ByteBuf finish() {
        buffer.setShort(BODY + MessageLayout.FIELDS_OFFSET, fields);
        buffer.setShort(BODY + MessageLayout.OPS_OFFSET, ops);
        buffer.setLong(0, FrameHeader.encode(MessageLayout.TYPE_DATA, buffer.readableBytes() - BODY));
        return frame;
    }

    /** Releases the frame of a request that could not be encoded. */
    public void discard() {
        frame.release();
    }

    /** An upper bound of a text's size; the exact size costs more. */
    public static int maxBytes(String text) {
        return ByteBufUtil.utf8MaxBytes(text.length());
    }

    public static ByteBuf fieldHeader(ByteBuf target, int type, int length) {
        return target.writeInt(length + 1).writeByte(type);
    }

    public static void writeTextField(ByteBuf target, int type, String text) {
        fieldHeader(target, type, ByteBufUtil.utf8Bytes(text));
        target.writeCharSequence(text, StandardCharsets.UTF_8);
    }

    public static void writeReadOp(ByteBuf target, String bin) {
        opHeader(target, MessageLayout.OP_READ, Particle.NULL, bin, 0);
    }

    public static ByteBuf opHeader(ByteBuf target, int op, int particle, String bin, int valueLength) {
        int nameLength = ByteBufUtil.utf8Bytes(bin);
        target.writeInt(MessageLayout.OP_HEADER_SIZE + nameLength + valueLength);
        target.writeByte(op);
        target.writeByte(particle);
        target.writeByte(0);
        target.writeByte(nameLength);
        target.writeCharSequence(bin, StandardCharsets.UTF_8);
        return target;
    }
}

package io.aeroarrow.embedded.wire;

import java.util.ArrayList;
import java.util.List;

/** Walks the bytes of a request; whatever does not fit within them is a parameter error. */
public final class MessageReader {
    private static final int HEADER_SIZE = 22;
    private static final int FIELD_HEADER_SIZE = 5;
    private static final int OP_HEADER_SIZE = 8;
    private static final int OP_FIXED_PART = 4;
    private static final int HAS_LUT = 0x01;
    private static final int LUT_SIZE = 8;

    private final Bytes source;
    private int position;

    public MessageReader(Bytes source) {
        this.source = source;
    }

    /** Parses a whole message, which must fill the body. */
    public static Message parse(Bytes body) {
        MessageReader reader = afterHeader(body);
        boolean batch = isBatch(body);
        Fields fields = batch ? reader.readBatchFields(body.u16(18)) : reader.readFields(body.u16(18));
        List<Op> ops = batch ? List.of() : reader.readOps(body.u16(20));
        if (!batch && reader.remaining() != 0) {
            throw RequestFailure.parameter(reader.remaining() + " bytes after the last op");
        }
        return new Message(
                body.u8(1), body.u8(2), body.u8(3), body.u8(4), body.i32(6), body.u32(10), body.u32(14), fields, ops);
    }

    /** Whether the message is a batch, however broken the rest of it may be. */
    public static boolean isBatch(Bytes body) {
        return body.length() > 1 && (body.u8(1) & MessageBits.INFO1_BATCH) != 0;
    }

    private static MessageReader afterHeader(Bytes body) {
        MessageReader reader = new MessageReader(body);
        reader.require(HEADER_SIZE);
        reader.position = HEADER_SIZE;
        return reader;
    }

    public int remaining() {
        return source.length() - position;
    }

    public int u8() {
        require(1);
        return source.u8(position++);
    }

    public int u16() {
        require(2);
        int value = source.u16(position);
        position += 2;
        return value;
    }

    public long u32() {
        require(4);
        long value = source.u32(position);
        position += 4;
        return value;
    }

    public Bytes bytes(long size) {
        require(size);
        Bytes slice = source.slice(position, (int) size);
        position += (int) size;
        return slice;
    }

    public Fields readFields(int count) {
        return readFields(count, false);
    }

    /**
     * A real server does not check the size of a batch's last field, and the official Java client relies on it: with a filter for
     * the whole batch it sends a size that counts the filter as well.
     */
    private Fields readBatchFields(int count) {
        return readFields(count, true);
    }

    private Fields readFields(int count, boolean clipLast) {
        require((long) count * FIELD_HEADER_SIZE);
        int[] types = new int[count];
        Bytes[] payloads = new Bytes[count];
        for (int i = 0; i < count; i++) {
            long size = u32();
            if (size == 0) {
                throw RequestFailure.parameter("field of size 0");
            }
            types[i] = u8();
            boolean clipped = clipLast && i == count - 1;
            payloads[i] = bytes(clipped ? Math.min(size - 1, remaining()) : size - 1);
        }
        return new Fields(types, payloads);
    }

    public List<Op> readOps(int count) {
        require((long) count * OP_HEADER_SIZE);
        if (count == 0) {
            return List.of();
        }
        List<Op> ops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ops.add(readOp());
        }
        return List.copyOf(ops);
    }

    private Op readOp() {
        long size = u32();
        require(size);
        int code = u8();
        int particle = u8();
        int flags = u8();
        int nameSize = u8();
        int lutSize = (flags & HAS_LUT) == 0 ? 0 : LUT_SIZE;
        long valueSize = size - OP_FIXED_PART - nameSize - lutSize;
        if (valueSize < 0) {
            throw RequestFailure.parameter("op of " + size + " bytes is shorter than its name");
        }
        Bytes name = bytes(nameSize);
        bytes(lutSize);
        return new Op(code, particle, name, bytes(valueSize));
    }

    private void require(long size) {
        if (size > remaining()) {
            throw RequestFailure.parameter("needs " + size + " bytes, has " + remaining());
        }
    }
}

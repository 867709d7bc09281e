package io.aeroarrow.embedded.internal.wire;

import java.util.ArrayList;
import java.util.List;

/** Reads the bytes of a request. A length that exceeds the request is a parameter error. */
public final class RequestReader {
    private static final int HEADER_SIZE = 22;
    private static final int FIELD_HEADER_SIZE = 5;
    private static final int OP_HEADER_SIZE = 8;
    private static final int OP_FIXED_PART = 4;
    private static final int HAS_LUT = 0x01;
    private static final int LUT_SIZE = 8;

    private final ByteSlice source;
    private int position;

    public RequestReader(ByteSlice source) {
        this.source = source;
    }

    /**
     * Parses a message, which must fill the whole body.
     *
     * @param version the version of the node that executes it
     */
    public static RequestMessage parse(ByteSlice body, ServerVersion version) {
        RequestReader reader = afterHeader(body);
        boolean batch = isBatch(body);
        MessageFields fields = batch ? reader.readBatchFields(body.u16(18)) : reader.readFields(body.u16(18));
        List<MessageOp> ops = batch ? List.of() : reader.readOps(body.u16(20));
        if (!batch && reader.remaining() != 0) {
            throw RequestFailure.parameter(reader.remaining() + " bytes after the last op");
        }
        return new RequestMessage(
                body.u8(1),
                body.u8(2),
                body.u8(3),
                body.u8(4),
                body.i32(6),
                body.u32(10),
                body.u32(14),
                fields,
                ops,
                version);
    }

    /** Whether the message is a batch; the rest of the message may be malformed. */
    public static boolean isBatch(ByteSlice body) {
        return body.length() > 1 && (body.u8(1) & InfoBits.INFO1_BATCH) != 0;
    }

    private static RequestReader afterHeader(ByteSlice body) {
        RequestReader reader = new RequestReader(body);
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

    public ByteSlice bytes(long size) {
        require(size);
        ByteSlice slice = source.slice(position, (int) size);
        position += (int) size;
        return slice;
    }

    public MessageFields readFields(int count) {
        return readFields(count, false);
    }

    /**
     * A real server does not check the size of a batch's last field. The official Java client relies on this: with a batch filter it
     * sends a size that includes the filter.
     */
    private MessageFields readBatchFields(int count) {
        return readFields(count, true);
    }

    private MessageFields readFields(int count, boolean clipLast) {
        require((long) count * FIELD_HEADER_SIZE);
        int[] types = new int[count];
        ByteSlice[] payloads = new ByteSlice[count];
        for (int i = 0; i < count; i++) {
            long size = u32();
            if (size == 0) {
                throw RequestFailure.parameter("field of size 0");
            }
            types[i] = u8();
            boolean clipped = clipLast && i == count - 1;
            payloads[i] = bytes(clipped ? Math.min(size - 1, remaining()) : size - 1);
        }
        return new MessageFields(types, payloads);
    }

    public List<MessageOp> readOps(int count) {
        require((long) count * OP_HEADER_SIZE);
        if (count == 0) {
            return List.of();
        }
        List<MessageOp> ops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ops.add(readOp());
        }
        return List.copyOf(ops);
    }

    private MessageOp readOp() {
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
        ByteSlice name = bytes(nameSize);
        bytes(lutSize);
        return new MessageOp(code, particle, name, bytes(valueSize));
    }

    private void require(long size) {
        if (size > remaining()) {
            throw RequestFailure.parameter("needs " + size + " bytes, has " + remaining());
        }
    }
}

package io.aeroarrow.embedded.compare;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds the frame of a data request. */
final class ComparedMessage {
    private static final int NAMESPACE = 0;
    private static final int SET = 1;
    private static final int DIGEST = 4;
    private static final long MESSAGE = 0x0203L << 48;
    private static final long INFO = 0x0201L << 48;

    private int info1;
    private int info2;
    private int info3;
    private int generation;
    private int ttl;
    private final List<byte[]> fields = new ArrayList<>();
    private final List<byte[]> ops = new ArrayList<>();

    static ComparedMessage ofSet(String set) {
        return new ComparedMessage()
                .field(NAMESPACE, "test".getBytes(StandardCharsets.US_ASCII))
                .field(SET, set.getBytes(StandardCharsets.US_ASCII));
    }

    static ComparedMessage ofRecord(String set, byte[] digest) {
        return ofSet(set).field(DIGEST, digest);
    }

    ComparedMessage info(int first, int second, int third) {
        info1 |= first;
        info2 |= second;
        info3 |= third;
        return this;
    }

    ComparedMessage generation(int value) {
        generation = value;
        return this;
    }

    ComparedMessage ttl(int value) {
        ttl = value;
        return this;
    }

    ComparedMessage field(int type, byte[] payload) {
        fields.add(ByteBuffer.allocate(5 + payload.length)
                .putInt(1 + payload.length)
                .put((byte) type)
                .put(payload)
                .array());
        return this;
    }

    ComparedMessage ops(List<ComparedOp> added) {
        added.forEach(op -> ops.add(op.encode()));
        return this;
    }

    /** The message as a row of a batch, behind the digest: all parts, and no digest of its own. */
    byte[] row() {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(ByteBuffer.allocate(14)
                .put((byte) 0x0e)
                .put((byte) info1)
                .put((byte) info2)
                .put((byte) info3)
                .putShort((short) generation)
                .putInt(ttl)
                .putShort((short) fields.size())
                .putShort((short) ops.size())
                .array());
        fields.forEach(row::writeBytes);
        ops.forEach(row::writeBytes);
        return row.toByteArray();
    }

    byte[] frame() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {22, (byte) info1, (byte) info2, (byte) info3, 0, 0});
        body.writeBytes(ByteBuffer.allocate(16)
                .putInt(generation)
                .putInt(ttl)
                .putInt(0)
                .putShort((short) fields.size())
                .putShort((short) ops.size())
                .array());
        fields.forEach(body::writeBytes);
        ops.forEach(body::writeBytes);
        return framed(MESSAGE, body.toByteArray());
    }

    static byte[] info(String commands) {
        return framed(INFO, commands.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] framed(long type, byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .putLong(type | body.length)
                .put(body)
                .array();
    }
}

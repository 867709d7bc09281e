package io.aeroarrow.embedded.compare;

import io.aeroarrow.embedded.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Sends requests for one record and describes the answers. */
final class ComparedServer implements AutoCloseable {
    private static final int NAMESPACE = 0;
    private static final int SET = 1;
    private static final int DIGEST = 4;
    private static final int INFO1_READ = 1;
    private static final int INFO1_GET_ALL = 2;
    private static final int INFO2_WRITE = 1;
    private static final int INFO2_DELETE = 2;
    private static final int INFO1_BATCH = 8;
    private static final int BATCH = 41;
    private static final int RESPOND_ALL = 0x80;
    private static final int ROW_HAS_INFO23 = 0x02;
    private static final int ROW_INDEX = 7;

    private final RawConnection connection;
    private final String set;

    ComparedServer(String host, int port, String set) throws IOException {
        this.connection = new RawConnection(host, port);
        this.set = set;
    }

    void delete(byte[] digest) throws IOException {
        send(0, INFO2_WRITE | INFO2_DELETE, digest, List.of());
    }

    String get(byte[] digest) throws IOException {
        return send(INFO1_READ | INFO1_GET_ALL, 0, digest, List.of());
    }

    String operate(byte[] digest, List<ComparedOp> ops, boolean respondAll) throws IOException {
        return send(info1(ops), info2(ops, respondAll), digest, encoded(ops));
    }

    /** The same as a batch of one row. */
    String operateInBatch(byte[] digest, List<ComparedOp> ops, boolean respondAll) throws IOException {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(ByteBuffer.allocate(9)
                .putInt(1)
                .put((byte) 0x0c)
                .putInt(ROW_INDEX)
                .array());
        row.writeBytes(digest);
        row.writeBytes(new byte[] {ROW_HAS_INFO23, (byte) info1(ops), (byte) info2(ops, respondAll), 0});
        row.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) 2)
                .putShort((short) ops.size())
                .array());
        row.writeBytes(recordFields());
        encoded(ops).forEach(row::writeBytes);
        sendMessage(INFO1_READ | INFO1_BATCH, 0, List.of(field(BATCH, row.toByteArray())), List.of());
        byte[] answer = connection.readFrame();
        byte[] end = connection.readFrame();
        return describe(answer) + "; end of batch: " + describe(end);
    }

    private static int info1(List<ComparedOp> ops) {
        return ops.stream().anyMatch(ComparedOp::isRead) ? INFO1_READ : 0;
    }

    private static int info2(List<ComparedOp> ops, boolean respondAll) {
        boolean writes = !ops.stream().allMatch(ComparedOp::isRead);
        return (writes ? INFO2_WRITE : 0) | (respondAll ? RESPOND_ALL : 0);
    }

    private static List<byte[]> encoded(List<ComparedOp> ops) {
        return ops.stream().map(ComparedOp::encode).toList();
    }

    private byte[] recordFields() {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.writeBytes(field(NAMESPACE, "test".getBytes(StandardCharsets.US_ASCII)));
        fields.writeBytes(field(SET, set.getBytes(StandardCharsets.US_ASCII)));
        return fields.toByteArray();
    }

    private String send(int info1, int info2, byte[] digest, List<byte[]> ops) throws IOException {
        sendMessage(
                info1,
                info2,
                List.of(
                        field(NAMESPACE, "test".getBytes(StandardCharsets.US_ASCII)),
                        field(SET, set.getBytes(StandardCharsets.US_ASCII)),
                        field(DIGEST, digest)),
                ops);
        return describe(connection.readFrame());
    }

    private void sendMessage(int info1, int info2, List<byte[]> fields, List<byte[]> ops) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {22, (byte) info1, (byte) info2, 0, 0, 0});
        body.writeBytes(new byte[12]);
        body.writeBytes(ByteBuffer.allocate(4)
                .putShort((short) fields.size())
                .putShort((short) ops.size())
                .array());
        fields.forEach(body::writeBytes);
        ops.forEach(body::writeBytes);
        connection.send(ByteBuffer.allocate(8 + body.size())
                .putLong(0x0203L << 48 | body.size())
                .put(body.toByteArray())
                .array());
    }

    private static byte[] field(int type, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .putInt(1 + payload.length)
                .put((byte) type)
                .put(payload)
                .array();
    }

    private static String describe(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame, 8, frame.length - 8);
        int start = in.position();
        int result = in.get(start + 5) & 0xff;
        int ops = in.getShort(start + 20);
        StringBuilder text = new StringBuilder("result " + result + ", generation " + in.getInt(start + 6));
        in.position(start + 22);
        for (int i = 0; i < ops; i++) {
            byte[] op = new byte[in.getInt()];
            in.get(op);
            int name = op[3];
            text.append("\n    op ")
                    .append(op[0])
                    .append(" particle ")
                    .append(op[1])
                    .append(' ');
            text.append(new String(op, 4, name, StandardCharsets.US_ASCII)).append(' ');
            text.append(HexFormat.of().formatHex(op, 4 + name, op.length));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}

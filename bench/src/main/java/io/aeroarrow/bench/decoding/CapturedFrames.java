package io.aeroarrow.bench.decoding;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A scan's answer of a Community Edition 8.1.0.3 server, {@value #RECORDS} records, as it came from the socket; or what
 * that server would have answered had it been asked for fewer of the bins.
 */
final class CapturedFrames {

    static final int RECORDS = 1_000;

    private static final String RESOURCE = "seven-bins.frames";
    private static final int FRAME_HEADER = 8;
    private static final int MESSAGE = 22;
    private static final int FIELD_COUNT = 18;
    private static final int OP_COUNT = 20;
    private static final int OP_NAME = 8;
    private static final long LENGTH_MASK = 0xffff_ffff_ffffL;

    private final byte[] captured;
    private final ByteBuffer from;
    private final Set<String> bins;

    private CapturedFrames(byte[] captured, Set<String> bins) {
        this.captured = captured;
        this.from = ByteBuffer.wrap(captured);
        this.bins = bins;
    }

    /** The frames with some bins alone, without the message that ends the stream. */
    static byte[] of(Set<String> bins) throws IOException {
        try (InputStream file = CapturedFrames.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IOException("there is no " + RESOURCE + " beside the benchmarks");
            }
            return new CapturedFrames(file.readAllBytes(), bins).select();
        }
    }

    private byte[] select() throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int records = 0;
        while (from.hasRemaining()) {
            long header = from.getLong();
            int end = from.position() + (int) (header & LENGTH_MASK);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (from.position() < end) {
                records += copyRecord(body) ? 1 : 0;
            }
            if (body.size() > 0) {
                result.writeBytes(ByteBuffer.allocate(FRAME_HEADER)
                        .putLong((header & ~LENGTH_MASK) | body.size())
                        .array());
                body.writeTo(result);
            }
        }
        if (records != RECORDS) {
            throw new IOException(RESOURCE + " holds " + records + " records instead of " + RECORDS);
        }
        return result.toByteArray();
    }

    /** Copies a message with the wanted bins; false for the last one of the stream, of which nothing is copied. */
    private boolean copyRecord(ByteArrayOutputStream to) {
        int start = from.position();
        int fields = from.getShort(start + FIELD_COUNT);
        int ops = from.getShort(start + OP_COUNT);
        from.position(start + MESSAGE);
        for (int i = 0; i < fields; i++) {
            skip();
        }
        int firstOp = from.position();
        ByteArrayOutputStream wanted = new ByteArrayOutputStream();
        short count = 0;
        for (int i = 0; i < ops; i++) {
            int op = from.position();
            skip();
            String name = new String(captured, op + OP_NAME, from.get(op + OP_NAME - 1), StandardCharsets.UTF_8);
            if (bins.contains(name)) {
                wanted.write(captured, op, from.position() - op);
                count++;
            }
        }
        if (ops == 0) {
            return false;
        }
        to.write(captured, start, OP_COUNT);
        to.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort(count).array());
        to.write(captured, start + MESSAGE, firstOp - start - MESSAGE);
        to.writeBytes(wanted.toByteArray());
        return true;
    }

    private void skip() {
        int size = from.getInt();
        from.position(from.position() + size);
    }
}

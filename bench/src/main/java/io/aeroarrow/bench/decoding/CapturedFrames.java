package io.aeroarrow.bench.decoding;

import io.aeroarrow.bench.measure.RecordLayout;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The captured answer of a Community Edition 8.1.0.3 server to a scan of {@value #RECORDS} records, reduced to some of
 * the bins.
 */
final class CapturedFrames {

    static final int RECORDS = 1_000;

    private static final String RESOURCE = "seven-bins.frames";
    private static final int OP_NAME = 8;

    private final byte[] captured;
    private final ByteBuffer from;
    private final Set<String> bins;

    private CapturedFrames(byte[] captured, Set<String> bins) {
        this.captured = captured;
        this.from = ByteBuffer.wrap(captured);
        this.bins = bins;
    }

    /** Returns the frames with some of the bins, without the message that ends the stream. */
    static byte[] of(Set<String> bins) throws IOException {
        try (InputStream file = CapturedFrames.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IOException("resource " + RESOURCE + " is missing on the class path. Restore it from Git.");
            }
            return new CapturedFrames(file.readAllBytes(), bins).select();
        }
    }

    private byte[] select() throws IOException {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int records = 0;
        while (from.hasRemaining()) {
            long header = from.getLong();
            int end = from.position() + (int) (header & RecordLayout.LENGTH_MASK);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            while (from.position() < end) {
                records += copyRecord(body) ? 1 : 0;
            }
            if (body.size() > 0) {
                result.writeBytes(ByteBuffer.allocate(RecordLayout.FRAME_HEADER)
                        .putLong((header & ~RecordLayout.LENGTH_MASK) | body.size())
                        .array());
                body.writeTo(result);
            }
        }
        if (records != RECORDS) {
            throw new IOException(RESOURCE + " holds " + records + " records instead of " + RECORDS);
        }
        return result.toByteArray();
    }

    /** Copies a message with the wanted bins. Returns false, and copies nothing, for the message that ends the stream. */
    private boolean copyRecord(ByteArrayOutputStream to) {
        int start = from.position();
        int fields = from.getShort(start + RecordLayout.FIELD_COUNT);
        int ops = from.getShort(start + RecordLayout.OP_COUNT);
        from.position(start + RecordLayout.MESSAGE_HEADER);
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
        to.write(captured, start, RecordLayout.OP_COUNT);
        to.writeBytes(ByteBuffer.allocate(Short.BYTES).putShort(count).array());
        to.write(captured, start + RecordLayout.MESSAGE_HEADER, firstOp - start - RecordLayout.MESSAGE_HEADER);
        to.writeBytes(wanted.toByteArray());
        return true;
    }

    private void skip() {
        int size = from.getInt();
        from.position(from.position() + size);
    }
}

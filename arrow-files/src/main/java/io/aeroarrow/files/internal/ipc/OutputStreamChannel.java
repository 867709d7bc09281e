package io.aeroarrow.files.internal.ipc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Writes to a stream and never closes it. After {@link #discardRest()} it drops the footer that Arrow writes on close. */
final class OutputStreamChannel implements WritableByteChannel {

    private final OutputStream out;
    private final byte[] chunk = new byte[1 << 16];
    private boolean discarding;

    OutputStreamChannel(OutputStream out) {
        this.out = out;
    }

    void discardRest() {
        discarding = true;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            int part = Math.min(chunk.length, bytes.remaining());
            bytes.get(chunk, 0, part);
            if (!discarding) {
                out.write(chunk, 0, part);
            }
        }
        return length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // The caller owns the stream.
    }
}

package io.aeroarrow.files.ipc;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A stream as a channel. Closing it leaves the stream open; once given up, it swallows the end that Arrow's writers write. */
final class StreamChannel implements WritableByteChannel {

    private final OutputStream out;
    private final byte[] chunk = new byte[1 << 16];
    private boolean givenUp;

    StreamChannel(OutputStream out) {
        this.out = out;
    }

    void giveUp() {
        givenUp = true;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            int part = Math.min(chunk.length, bytes.remaining());
            bytes.get(chunk, 0, part);
            if (!givenUp) {
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
        // The stream belongs to the caller.
    }
}

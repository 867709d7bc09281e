package io.aeroarrow.files.internal.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Writes to a channel. Closing this stream does not close the channel, which must be synced to disk first. */
final class ChannelOutputStream extends OutputStream {

    private final FileChannel channel;

    ChannelOutputStream(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(values, offset, length);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }
}

package io.aeroarrow.files.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Tells whether its end was reached, which Arrow's reader takes for the end of the stream; a whole stream has a mark before. */
final class EndSeeingChannel implements ReadableByteChannel {

    private final ReadableByteChannel channel;
    private boolean ended;

    EndSeeingChannel(ReadableByteChannel channel) {
        this.channel = channel;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int read = channel.read(into);
        ended |= read < 0;
        return read;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

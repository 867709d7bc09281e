package io.aeroarrow.files.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.jspecify.annotations.Nullable;

/**
 * Knows two things that Arrow's readers forget: the memory of a batch whose description turns out to be wrong, which is to
 * be released; and that the file ended, which they take for the end of the stream, though a whole one has a mark before.
 */
final class TrackingChannel extends SeekableReadChannel {

    private final SeekableByteChannel file;
    private @Nullable ArrowBuf body;
    private boolean ended;

    TrackingChannel(SeekableByteChannel channel) {
        super(channel);
        file = channel;
    }

    /** How many bytes are still to be read. */
    long bytesLeft() throws IOException {
        return file.size() - file.position();
    }

    long position() throws IOException {
        return file.position();
    }

    void goBackTo(long position) throws IOException {
        file.position(position);
    }

    boolean ended() {
        return ended;
    }

    /** The batch has been made, and owns its memory. */
    void bodyTaken() {
        body = null;
    }

    void releaseBody() {
        if (body != null && body.refCnt() > 0) {
            body.close();
        }
        body = null;
    }

    @Override
    public int readFully(ByteBuffer into) throws IOException {
        int wanted = into.remaining();
        int read = super.readFully(into);
        ended |= read < wanted;
        return read;
    }

    @Override
    public long readFully(ArrowBuf into, long length) throws IOException {
        body = into;
        return super.readFully(into, length);
    }
}

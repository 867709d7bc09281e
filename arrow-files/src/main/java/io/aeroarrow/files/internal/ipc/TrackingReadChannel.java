package io.aeroarrow.files.internal.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.ipc.SeekableReadChannel;
import org.jspecify.annotations.Nullable;

/**
 * Tracks what Arrow's readers do not: the body of the message being read, to release it after an error, and whether the
 * file ended before the end-of-stream marker.
 */
final class TrackingReadChannel extends SeekableReadChannel {

    private final SeekableByteChannel file;
    private @Nullable ArrowBuf body;
    private boolean ended;

    TrackingReadChannel(SeekableByteChannel channel) {
        super(channel);
        file = channel;
    }

    /** Returns the number of unread bytes. */
    long bytesLeft() throws IOException {
        return file.size() - file.position();
    }

    long position() throws IOException {
        return file.position();
    }

    void seek(long position) throws IOException {
        file.position(position);
    }

    /** Returns whether a read reached the end of the file. */
    boolean ended() {
        return ended;
    }

    /** Stops tracking the body: the batch owns it now. */
    void bodyTaken() {
        body = null;
    }

    /** Releases the body of a message that no batch took over. */
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

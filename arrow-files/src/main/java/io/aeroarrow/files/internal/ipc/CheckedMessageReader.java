package io.aeroarrow.files.internal.ipc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageMetadataResult;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a stream. It checks each length first, because Arrow's reader allocates unchecked. */
final class CheckedMessageReader extends MessageChannelReader {

    private final TrackingReadChannel channel;

    CheckedMessageReader(TrackingReadChannel channel, BufferAllocator allocator) {
        super(channel, allocator);
        this.channel = channel;
    }

    @Override
    public @Nullable MessageResult readNext() throws IOException {
        long start = channel.position();
        checkMetadataLength();
        channel.seek(start);
        MessageMetadataResult metadata = MessageSerializer.readMessage(channel);
        if (metadata != null && metadata.messageHasBody()) {
            long bytes = metadata.getMessageBodyLength();
            if (bytes < 0 || bytes > channel.bytesLeft()) {
                throw new IOException("a message declares a body of " + bytes + " bytes; the file has "
                        + channel.bytesLeft() + " bytes left");
            }
        }
        channel.seek(start);
        return super.readNext();
    }

    /** A message starts with the length of its metadata; since Arrow 0.15, after a continuation marker. */
    private void checkMetadataLength() throws IOException {
        ByteBuffer prefix = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int read = channel.readFully(prefix);
        if (read == Integer.BYTES && prefix.getInt(0) == MessageSerializer.IPC_CONTINUATION_TOKEN) {
            prefix.clear();
            read = channel.readFully(prefix);
        }
        int length = prefix.getInt(0);
        if (read == Integer.BYTES && (length < 0 || length > channel.bytesLeft())) {
            throw new IOException("a message declares metadata of " + length + " bytes; the file has "
                    + channel.bytesLeft() + " bytes left");
        }
    }
}

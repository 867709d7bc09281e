package io.aeroarrow.files.internal.ipc;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageMetadataResult;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.jspecify.annotations.Nullable;

/** Reads the messages of a stream. It checks the body length first, because Arrow's reader allocates it unchecked. */
final class CheckedMessageReader extends MessageChannelReader {

    private final TrackingReadChannel channel;

    CheckedMessageReader(TrackingReadChannel channel, BufferAllocator allocator) {
        super(channel, allocator);
        this.channel = channel;
    }

    @Override
    public @Nullable MessageResult readNext() throws IOException {
        long start = channel.position();
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
}

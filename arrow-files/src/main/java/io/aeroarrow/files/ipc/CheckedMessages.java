package io.aeroarrow.files.ipc;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.ipc.message.MessageMetadataResult;
import org.apache.arrow.vector.ipc.message.MessageResult;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a stream, and looks at each one's description first: Arrow's reader allocates what it says before it
 * reads that.
 */
final class CheckedMessages extends MessageChannelReader {

    private final TrackingChannel channel;

    CheckedMessages(TrackingChannel channel, BufferAllocator allocator) {
        super(channel, allocator);
        this.channel = channel;
    }

    @Override
    public @Nullable MessageResult readNext() throws IOException {
        long start = channel.position();
        MessageMetadataResult description = MessageSerializer.readMessage(channel);
        if (description != null && description.messageHasBody()) {
            long bytes = description.getMessageBodyLength();
            if (bytes < 0 || bytes > channel.bytesLeft()) {
                throw new IOException("a message says that it has " + bytes + " bytes, where the file has "
                        + channel.bytesLeft() + " left");
            }
        }
        channel.goBackTo(start);
        return super.readNext();
    }
}

package io.aeroarrow.internal.net.connection;

import io.aeroarrow.error.AeroArrowException;
import io.netty.buffer.ByteBuf;
import java.util.function.LongUnaryOperator;

/** A blocking request whose answer is one frame. */
public final class FrameExchange {

    private FrameExchange() {}

    /**
     * Sends a request and waits for the frame that answers it.
     *
     * @param request is released
     * @param bodyLength reads the length of the answer's body from its header
     * @param deadline limits the whole exchange
     * @return the body of the answer, owned by the caller
     * @throws AeroArrowException if there is no answer; the connection is then closed
     */
    public static ByteBuf call(
            Connection connection, ByteBuf request, LongUnaryOperator bodyLength, Deadline deadline) {
        boolean complete = false;
        try (ChunkQueue chunks = new ChunkQueue();
                FrameReader answer = new FrameReader(bodyLength)) {
            connection.send(request, chunks);
            while (!answer.read(receive(connection, chunks, deadline))) {
                // The rest of the frame has not arrived.
            }
            answer.requireEnd();
            connection.finish();
            complete = true;
            return answer.body().retain();
        } finally {
            if (!complete) {
                connection.close();
            }
        }
    }

    private static ByteBuf receive(Connection connection, ChunkQueue chunks, Deadline deadline) {
        ChunkQueue.Event event = deadline.poll(chunks);
        if (event instanceof ChunkQueue.Received received) {
            return received.bytes();
        } else if (event instanceof ChunkQueue.Broken broken) {
            throw connection.brokenBy(broken.cause());
        }
        throw deadline.missed(connection.address() + " did not answer");
    }
}

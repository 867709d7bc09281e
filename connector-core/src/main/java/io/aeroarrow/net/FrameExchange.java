package io.aeroarrow.net;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.ProtocolViolationException;
import io.aeroarrow.protocol.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.function.LongUnaryOperator;

/** A request that one frame answers. Blocks the calling thread. */
public final class FrameExchange {

    private FrameExchange() {}

    /**
     * Sends a request and waits for the frame that answers it.
     *
     * @param request is released
     * @param bodyLength reads the length of the answer's body from its header
     * @param deadline when to give up, in the time of {@link Deadline}
     * @return the body of the answer, owned by the caller
     * @throws AeroArrowException if there is none; the connection is closed then
     */
    public static ByteBuf call(
            Connection connection, ByteBuf request, LongUnaryOperator bodyLength, Deadline deadline) {
        ByteBuf answer = PooledByteBufAllocator.DEFAULT.directBuffer();
        boolean complete = false;
        try (ChunkQueue chunks = new ChunkQueue()) {
            connection.send(request, chunks);
            long wanted = FrameHeader.SIZE;
            boolean headerRead = false;
            while (answer.readableBytes() < wanted || !headerRead) {
                if (!headerRead && answer.readableBytes() >= FrameHeader.SIZE) {
                    wanted += bodyLength.applyAsLong(answer.getLong(0));
                    headerRead = true;
                } else {
                    receive(connection, chunks, answer, deadline);
                }
            }
            if (answer.readableBytes() > wanted) {
                throw new ProtocolViolationException(
                        (answer.readableBytes() - wanted) + " bytes follow the answer of " + connection.address());
            }
            connection.finish();
            complete = true;
            return answer.skipBytes(FrameHeader.SIZE);
        } finally {
            if (!complete) {
                connection.close();
                answer.release();
            }
        }
    }

    private static void receive(Connection connection, ChunkQueue chunks, ByteBuf answer, Deadline deadline) {
        ChunkQueue.Event event = deadline.poll(chunks);
        if (event instanceof ChunkQueue.Received received) {
            answer.writeBytes(received.bytes());
            received.bytes().release();
        } else if (event instanceof ChunkQueue.Broken broken) {
            throw new ConnectionFailedException("the connection to " + connection.address() + " broke", broken.cause());
        } else {
            throw new DeadlineExceededException(connection.address() + " did not answer " + deadline);
        }
    }
}

package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Answers that one thread takes in, chunk by chunk, from as many connections as it has requests under way. Without TLS
 * the thread reads the sockets itself, so that it decodes what its own core has just copied; with TLS event loops do.
 */
public abstract sealed class AnswerStreams implements AutoCloseable permits CallerStreams, LoopStreams {

    /** Something that happened to a stream. */
    public sealed interface Event {
        AnswerStream stream();
    }

    /** Bytes came in, perhaps none; whoever takes the event owns them. */
    public record Received(AnswerStream stream, ByteBuf bytes) implements Event {}

    /** The connection broke; nothing more comes. The stream is still to be abandoned. */
    public record Broken(AnswerStream stream, Throwable cause) implements Event {}

    AnswerStreams() {}

    /**
     * None yet.
     *
     * @param encrypted whether connections go through TLS
     */
    public static AnswerStreams open(boolean encrypted) {
        return encrypted ? new LoopStreams() : new CallerStreams();
    }

    /**
     * Takes a connection, waiting for one if all are busy, and sends a request.
     *
     * @param request makes the frame
     * @throws io.aeroarrow.error.AeroArrowException if there is no connection, or it breaks at once
     */
    public abstract AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline);

    /**
     * As {@link #start}, but waits for nobody: whoever holds connections already must not wait for more, or two of them wait
     * for each other.
     *
     * @return null if all connections are busy
     */
    public abstract @Nullable AnswerStream startIfFree(ConnectionPool pool, RequestEncoder request, Deadline deadline);

    /**
     * Waits for what happens next.
     *
     * @return null if nothing happened until the deadline's next limit
     * @throws io.aeroarrow.error.CancelledException if the thread is interrupted
     * @throws io.aeroarrow.error.ProtocolViolationException if what came in cannot be decompressed
     */
    public abstract @Nullable Event poll(Deadline deadline);

    /** Gives back what has come in and nobody took. The streams must have been finished or abandoned. */
    @Override
    public abstract void close();
}

package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.connection.StrayBytes;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.policy.HostAddress;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one thread reads in chunks, from one connection for each request in flight. Without TLS the thread
 * reads the sockets itself, and so decodes bytes that are in its core's cache; with TLS, event loops read.
 */
public abstract sealed class AnswerStreams implements AutoCloseable, RunningOperation
        permits CallerStreams, LoopStreams {

    /** An event on a stream. */
    public sealed interface Event {
        AnswerStream stream();
    }

    /** Bytes arrived, possibly none. The caller of {@link #poll} owns them. */
    public record Received(AnswerStream stream, ByteBuf bytes) implements Event {}

    /** The connection broke; no further events follow. The stream must still be abandoned. */
    public record Broken(AnswerStream stream, Throwable cause) implements Event {}

    private final RunningOperations operations;
    private final MemoryBudget.Share memory;
    private volatile boolean clientClosed;

    AnswerStreams(RunningOperations operations, MemoryBudget.Share memory) {
        this.operations = operations;
        this.memory = memory;
    }

    /**
     * Creates an empty set of streams.
     *
     * @param encrypted whether connections use TLS
     * @param operations has these streams until they are closed
     * @param memory counts the bytes that are received and not decoded
     */
    public static AnswerStreams open(boolean encrypted, RunningOperations operations, MemoryBudget memory) {
        AnswerStreams streams =
                encrypted ? new LoopStreams(operations, memory.share()) : new CallerStreams(operations, memory.share());
        operations.add(streams);
        return streams;
    }

    /** Counts the memory of these streams, and of the answers that the reader holds. Closed with the streams. */
    public final MemoryBudget.Share memory() {
        return memory;
    }

    @Override
    public final void clientClosed() {
        clientClosed = true;
        breakAll();
    }

    /** Closes all connections, and wakes the thread that waits for events. Called by another thread. */
    abstract void breakAll();

    /** Checks that the client is open. Streams that start later are not broken, and failures have no other cause. */
    final void requireOpen() {
        if (clientClosed) {
            throw RunningOperations.closedError();
        }
    }

    /**
     * Takes a connection, waits for one if all are busy, and sends a request.
     *
     * @param request encodes the frame
     * @throws io.aeroarrow.error.AeroArrowException if there is no connection, or if it breaks at once
     */
    public abstract AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline);

    /**
     * As {@link #start}, but does not wait. A thread that already holds connections must not wait for more: two such
     * threads could wait for each other.
     *
     * @return null if all connections are busy
     */
    public abstract @Nullable AnswerStream startIfFree(ConnectionPool pool, RequestEncoder request, Deadline deadline);

    /**
     * Waits for the next event.
     *
     * @return null if the wait timed out
     * @throws io.aeroarrow.error.CancelledException if the thread is interrupted
     * @throws io.aeroarrow.error.ProtocolViolationException if the received bytes cannot be decompressed
     * @throws io.aeroarrow.error.ClientClosedException if the client is closed
     */
    public abstract @Nullable Event poll(Deadline deadline);

    /** Releases bytes that were received and not read. All streams must be finished or abandoned before. */
    @Override
    public void close() {
        operations.remove(this);
        memory.close();
    }

    /** A stream on a connection, which it gives back to its pool once, however often it ends. */
    abstract class PooledStream implements AnswerStream {

        /** Sends a request. If that fails, the connection is abandoned. */
        final void send(RequestEncoder request, Deadline deadline) {
            try {
                requireOpen();
                write(request, deadline);
            } catch (RuntimeException e) {
                abandon();
                requireOpen();
                throw e;
            }
        }

        @Override
        public final boolean sendAgain(RequestEncoder request, Deadline deadline) {
            boolean fit;
            try {
                endAnswer();
                fit = isReady();
            } catch (ProtocolViolationException e) {
                fit = false;
            } catch (RuntimeException e) {
                abandon();
                requireOpen();
                throw e;
            }
            if (!fit) {
                abandon();
                return false;
            }
            send(request, deadline);
            return true;
        }

        @Override
        public final void finish(boolean bytesLeft) {
            if (!end()) {
                return;
            }
            boolean stray = bytesLeft;
            try {
                endAnswer();
            } catch (ProtocolViolationException e) {
                stray = true;
            } finally {
                if (stray) {
                    StrayBytes.warn(address());
                    closeConnection();
                }
                giveBack();
            }
        }

        @Override
        public final void abandon() {
            if (end()) {
                closeConnection();
                giveBack();
            }
        }

        abstract void write(RequestEncoder request, Deadline deadline);

        /** Ends an answer that was read to its end. */
        abstract void endAnswer();

        /** Whether the connection can send another request. */
        abstract boolean isReady();

        /** Forgets the stream; false if it had ended before. */
        abstract boolean end();

        abstract HostAddress address();

        abstract void closeConnection();

        abstract void giveBack();
    }
}

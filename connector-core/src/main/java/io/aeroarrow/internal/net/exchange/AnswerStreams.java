package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.connection.PooledConnection;
import io.aeroarrow.internal.net.connection.StrayBytes;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one thread reads in chunks, from one connection for each request in flight. The thread reads and decrypts
 * the sockets itself, and so decodes bytes that are in its core's cache.
 */
public abstract sealed class AnswerStreams implements AutoCloseable, RunningOperation permits CallerStreams {

    /** An event on a stream. */
    public sealed interface Event {
        AnswerStream stream();
    }

    /** Bytes arrived, possibly none. The caller of {@link #poll} owns them. */
    public record Received(AnswerStream stream, ByteBuf bytes) implements Event {}

    /** A request that had to wait for a connection was sent. */
    public record Sent(AnswerStream stream) implements Event {}

    /** There is no connection, or it broke; no further events follow. The stream must still be abandoned. */
    public record Broken(AnswerStream stream, Throwable cause) implements Event {}

    private final RunningOperations operations;
    private final MemoryBudget.Share memory;
    /** Streams whose connection has arrived, or could not be opened. */
    private final Queue<PooledStream<?>> arrivals = new ConcurrentLinkedQueue<>();

    private volatile boolean clientClosed;

    AnswerStreams(RunningOperations operations, MemoryBudget.Share memory) {
        this.operations = operations;
        this.memory = memory;
    }

    /**
     * Creates an empty set of streams.
     *
     * @param operations has these streams until they are closed
     * @param memory counts the bytes that are received and not decoded
     */
    public static AnswerStreams open(RunningOperations operations, MemoryBudget memory) {
        AnswerStreams streams = new CallerStreams(operations, memory.share());
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
     * Sends a request on an idle connection of the pool. If none is idle, the request is sent later, when {@link #poll}
     * reports {@link Sent}: a thread that already holds connections must not wait for more, as two such threads could wait
     * for each other. The wait for a busy connection has no limit; the caller abandons a stream that waits too long.
     *
     * @param request encodes the frame
     * @throws io.aeroarrow.error.AeroArrowException if it is clear at once that there is no connection
     */
    public abstract AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline);

    /**
     * Waits for the next event.
     *
     * @return null if the wait timed out
     * @throws io.aeroarrow.error.CancelledException if the thread is interrupted
     * @throws io.aeroarrow.error.ProtocolViolationException if the received bytes cannot be decompressed
     * @throws io.aeroarrow.error.ClientClosedException if the client is closed
     */
    public abstract @Nullable Event poll(Deadline deadline);

    /** Makes {@link #poll} look for arrivals. Called by other threads. */
    abstract void wake();

    /** Sends the request of a stream whose connection has arrived; null if there is none. */
    final @Nullable Event nextArrival() {
        for (PooledStream<?> next = arrivals.poll(); next != null; next = arrivals.poll()) {
            Event event = next.arrived();
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Releases bytes that were received and not read. All streams must be finished or abandoned before. */
    @Override
    public void close() {
        operations.remove(this);
        memory.close();
    }

    /** A stream on a connection, which it gives back to its pool once, however often it ends. */
    abstract class PooledStream<C extends PooledConnection> implements AnswerStream {

        private final ConnectionPool pool;
        private @Nullable C connection;
        private @Nullable Later<C> later;

        PooledStream(ConnectionPool pool) {
            this.pool = pool;
        }

        final ConnectionPool pool() {
            return pool;
        }

        final C connection() {
            C found = connection;
            if (found == null) {
                throw new IllegalStateException("the stream has no connection");
            }
            return found;
        }

        @Override
        public final boolean isSent() {
            return connection != null;
        }

        final void begin(C taken, RequestEncoder request, Deadline deadline) {
            connection = taken;
            attach();
            send(request, deadline);
        }

        final void beginLater(RequestEncoder request, Deadline deadline) {
            PendingConnection<C> wanted = new PendingConnection<>(this::giveBack);
            Runnable stop = take(deadline, wanted);
            later = new Later<>(wanted, request, deadline);
            boolean waits = wanted.await(
                    () -> {
                        arrivals.add(this);
                        wake();
                    },
                    stop);
            if (!waits) {
                later = null;
                begin(wanted.take(), request, deadline);
            }
        }

        private @Nullable Event arrived() {
            Later<C> waited = later;
            if (waited == null) {
                // It was abandoned in the meantime.
                return null;
            }
            later = null;
            try {
                begin(waited.connection.take(), waited.request, waited.deadline);
                return new Sent(this);
            } catch (CancelledException e) {
                throw e;
            } catch (AeroArrowException e) {
                requireOpen();
                return new Broken(this, e);
            }
        }

        @Override
        public final void pause(boolean paused) {
            if (isSent()) {
                hold(paused);
            }
        }

        /** Leaves the bytes of the connection with the node, or reads on. */
        abstract void hold(boolean paused);

        /** Sends a request. If that fails, the connection is abandoned. */
        private void send(RequestEncoder request, Deadline deadline) {
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
            if (!isSent() || !end()) {
                return;
            }
            boolean stray = bytesLeft;
            try {
                endAnswer();
            } catch (ProtocolViolationException e) {
                stray = true;
            } finally {
                if (stray) {
                    StrayBytes.warn(pool.address());
                    connection().close();
                }
                giveBack(connection());
            }
        }

        @Override
        public final void abandon() {
            Later<C> waited = later;
            if (waited != null) {
                later = null;
                waited.connection.abandon();
            } else if (isSent() && end()) {
                connection().close();
                giveBack(connection());
            }
        }

        /** Asks the pool for a connection; returns how to stop waiting for it. */
        abstract Runnable take(Deadline deadline, PendingConnection<C> wanted);

        /** Registers the stream, which has a connection now. */
        abstract void attach();

        abstract void write(RequestEncoder request, Deadline deadline);

        /** Ends an answer that was read to its end. */
        abstract void endAnswer();

        /** Whether the connection can send another request. */
        abstract boolean isReady();

        /** Forgets the stream; false if it had ended before. */
        abstract boolean end();

        abstract void giveBack(C taken);
    }

    /** What a stream does when it has a connection. */
    private record Later<C>(PendingConnection<C> connection, RequestEncoder request, Deadline deadline) {}
}

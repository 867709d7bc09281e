package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer, written and read by the calling thread. Only an interrupt, or the closing of the client, can
 * end it early.
 */
public final class CallerExchange implements RunningOperation {

    private boolean sent;
    private volatile @Nullable CallerConnection connection;
    private volatile boolean clientClosed;

    /** Whether the node may have received the request. */
    public boolean sent() {
        return sent;
    }

    /**
     * Writes the request and reads the answer. Afterwards the connection is back in its pool, or closed.
     *
     * @throws AeroArrowException if there is no answer
     */
    public void run(ConnectionPool pool, RequestEncoder request, AnswerReader answer, Deadline deadline) {
        RunningOperations operations = pool.loops().operations();
        operations.add(this);
        try {
            requireOpen(null);
            exchange(pool, request, answer, deadline);
        } finally {
            operations.remove(this);
        }
    }

    private void exchange(ConnectionPool pool, RequestEncoder request, AnswerReader answer, Deadline deadline) {
        CallerConnection taken = pool.takeForCaller(deadline);
        try {
            connection = taken;
            requireOpen(null);
            ByteBuf frame = encode(pool, taken, request);
            sent = true;
            taken.exchange(frame, answer, deadline);
        } catch (AeroArrowException e) {
            requireOpen(e);
            if (sent && !(e instanceof CancelledException)) {
                pool.nodeFailed();
            }
            throw e;
        } finally {
            pool.give(taken);
        }
    }

    private void requireOpen(@Nullable AeroArrowException cause) {
        if (clientClosed) {
            ClientClosedException closed = RunningOperations.closedError();
            if (cause != null) {
                closed.addSuppressed(cause);
            }
            throw closed;
        }
    }

    /** Breaks the connection that the calling thread reads. A thread that waits for a connection fails with the pool. */
    @Override
    public void clientClosed() {
        clientClosed = true;
        CallerConnection busy = connection;
        if (busy != null) {
            busy.close();
        }
    }

    private static ByteBuf encode(ConnectionPool pool, CallerConnection connection, RequestEncoder request) {
        try {
            return request.encode(connection::buffer);
        } catch (AeroArrowException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ConnectionFailedException("the request to " + pool.address() + " could not be encoded", e);
        }
    }
}

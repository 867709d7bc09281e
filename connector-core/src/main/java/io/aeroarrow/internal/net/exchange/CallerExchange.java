package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;

/** A request and its answer, written and read by the calling thread. Only an interrupt can cancel it. */
public final class CallerExchange {

    private boolean sent;

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
        CallerConnection connection = pool.takeForCaller(deadline);
        try {
            ByteBuf frame = encode(pool, connection, request);
            sent = true;
            connection.exchange(frame, answer, deadline);
        } catch (AeroArrowException e) {
            if (sent && !(e instanceof CancelledException)) {
                pool.nodeFailed();
            }
            throw e;
        } finally {
            pool.give(connection);
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

package io.aeroarrow.net;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.CancelledException;
import io.aeroarrow.model.ConnectionFailedException;
import io.netty.buffer.ByteBuf;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who does the reading and writing of an exchange. */
public enum Lane {

    /** Event loops: no thread waits. */
    EVENT_LOOPS {
        @Override
        public @Nullable Exchange start(
                ConnectionPool pool,
                Supplier<ByteBuf> request,
                AnswerReader answer,
                Deadline deadline,
                Exchange.Outcome outcome) {
            return Exchange.start(pool, request, answer, deadline, outcome);
        }
    },

    /** The calling thread, which waits: it is done when this returns, and cannot be cancelled but by an interrupt. */
    CALLER {
        @Override
        public @Nullable Exchange start(
                ConnectionPool pool,
                Supplier<ByteBuf> request,
                AnswerReader answer,
                Deadline deadline,
                Exchange.Outcome outcome) {
            CallerConnection connection;
            ByteBuf frame;
            try {
                connection = pool.takeForCaller(deadline);
                frame = encode(pool, connection, request);
            } catch (AeroArrowException e) {
                outcome.failed(e, false);
                return null;
            }
            try {
                connection.exchange(frame, answer, deadline);
            } catch (AeroArrowException e) {
                if (!(e instanceof CancelledException)) {
                    pool.nodeFailed();
                }
                pool.give(connection);
                outcome.failed(e, true);
                return null;
            }
            pool.give(connection);
            outcome.completed();
            return null;
        }

        private ByteBuf encode(ConnectionPool pool, CallerConnection connection, Supplier<ByteBuf> request) {
            try {
                return request.get();
            } catch (AeroArrowException e) {
                pool.give(connection);
                throw e;
            } catch (RuntimeException e) {
                pool.give(connection);
                throw new ConnectionFailedException("the request to " + pool.address() + " could not be made", e);
            }
        }
    };

    /**
     * Starts an exchange.
     *
     * @param request makes the frame to send, once there is a connection
     * @return what can be cancelled; null if it has ended already
     */
    public abstract @Nullable Exchange start(
            ConnectionPool pool,
            Supplier<ByteBuf> request,
            AnswerReader answer,
            Deadline deadline,
            Exchange.Outcome outcome);
}

package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.MemoryLimitException;
import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.net.connection.AnswerReader;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.ExchangeListener;
import io.aeroarrow.internal.net.connection.StrayBytes;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous request and its answer: event loops take a connection when one is free, read the answer and watch the
 * deadline. Before the outcome is reported, the connection is back in its pool or closed. The outcome is reported
 * exactly once, with no lock held.
 */
public final class Exchange implements ExchangeListener, RunningOperation {

    /**
     * Receives the result of an exchange. Called by an event loop, or by the thread that started or cancelled the
     * exchange.
     */
    public interface Outcome {

        /** The answer is complete. */
        void completed();

        /**
         * There is no answer.
         *
         * @param sent whether the node may have received the request
         */
        void failed(AeroArrowException cause, boolean sent);
    }

    private final RunningOperations operations;
    private final ConnectionPool pool;
    private final RequestEncoder request;
    private final AnswerReader answer;
    private final Deadline deadline;
    private final Outcome outcome;

    private @Nullable Connection connection;
    private @Nullable Future<?> timer;
    private @Nullable Runnable stopWaiting;
    private long lastReceived = System.nanoTime();
    private boolean sent;
    private boolean done;
    /** Whether a thread encodes the request. */
    private boolean encoding;

    private @Nullable AeroArrowException failedWhileEncoding;

    private Exchange(
            RunningOperations operations,
            ConnectionPool pool,
            RequestEncoder request,
            AnswerReader answer,
            Deadline deadline,
            Outcome outcome) {
        this.operations = operations;
        this.pool = pool;
        this.request = request;
        this.answer = answer;
        this.deadline = deadline;
        this.outcome = outcome;
    }

    /** Starts an exchange of an operation of the client. */
    public static Exchange start(
            ConnectionPool pool, RequestEncoder request, AnswerReader answer, Deadline deadline, Outcome outcome) {
        return start(pool.loops().operations(), pool, request, answer, deadline, outcome);
    }

    /** Starts an exchange that no caller waits for. It may run while the operations of the client are being ended. */
    public static Exchange startUpkeep(
            ConnectionPool pool, RequestEncoder request, AnswerReader answer, Deadline deadline, Outcome outcome) {
        return start(pool.loops().upkeep(), pool, request, answer, deadline, outcome);
    }

    private static Exchange start(
            RunningOperations operations,
            ConnectionPool pool,
            RequestEncoder request,
            AnswerReader answer,
            Deadline deadline,
            Outcome outcome) {
        Exchange exchange = new Exchange(operations, pool, request, answer, deadline, outcome);
        operations.add(exchange);
        if (exchange.isDone()) {
            return exchange;
        }
        Connection idle = pool.takeIdle();
        if (idle != null) {
            exchange.connected(idle);
        } else {
            exchange.awaitConnection();
        }
        return exchange;
    }

    /**
     * Cancels the exchange and closes the connection that carries the request. The outcome fails, unless it was
     * reported before.
     */
    public void cancel() {
        if (!isDone()) {
            fail(new CancelledException("the request was cancelled"), false);
        }
    }

    @Override
    public void clientClosed() {
        fail(RunningOperations.closedError(), false);
    }

    private synchronized boolean isDone() {
        return done;
    }

    private void awaitConnection() {
        try {
            watchWaiting(deadline.waitNanos());
        } catch (ClientClosedException e) {
            fail(e, false);
            return;
        }
        waiting(pool.takeAsync(deadline, this::connected, this::notConnected));
    }

    private void waiting(Runnable stop) {
        synchronized (this) {
            if (!done && connection == null) {
                stopWaiting = stop;
                return;
            }
        }
        stop.run();
    }

    private void connected(Connection taken) {
        synchronized (this) {
            stopWaiting = null;
            if (!done) {
                connection = taken;
            }
        }
        if (connection == null) {
            // The exchange has ended; the next one can have the connection.
            pool.give(taken);
            return;
        }
        stopWatching();
        send(taken);
    }

    private void send(Connection taken) {
        if (!beginEncoding()) {
            return;
        }
        ByteBuf frame;
        try {
            frame = encode(taken);
        } catch (AeroArrowException e) {
            AeroArrowException earlier = endEncoding(false);
            if (earlier == null) {
                fail(e, false);
            } else {
                report(earlier, false);
            }
            return;
        }
        AeroArrowException earlier = endEncoding(true);
        if (earlier == null) {
            send(taken, frame);
        } else {
            frame.release();
            report(earlier, false);
        }
    }

    private ByteBuf encode(Connection taken) {
        try {
            return request.encode(PooledByteBufAllocator.DEFAULT::directBuffer);
        } catch (AeroArrowException e) {
            throw e;
        } catch (RuntimeException e) {
            throw notSent(taken, e);
        }
    }

    private void send(Connection taken, ByteBuf frame) {
        try {
            taken.send(frame, this);
            pool.watchTimes();
        } catch (AeroArrowException e) {
            fail(e, false);
        } catch (RuntimeException e) {
            fail(notSent(taken, e), false);
        }
    }

    private static ConnectionFailedException notSent(Connection taken, RuntimeException cause) {
        return new ConnectionFailedException("the request to " + taken.address() + " could not be sent", cause);
    }

    private synchronized boolean beginEncoding() {
        encoding = !done;
        return encoding;
    }

    /**
     * Ends the encoding of the request.
     *
     * @param willSend whether the request will be sent now, unless the exchange has failed
     * @return the failure of the exchange during that time
     */
    private synchronized @Nullable AeroArrowException endEncoding(boolean willSend) {
        encoding = false;
        if (!done && willSend) {
            lastReceived = System.nanoTime();
            sent = true;
        }
        return failedWhileEncoding;
    }

    private void notConnected(AeroArrowException cause) {
        // The pool has already counted failures of the node.
        fail(cause, false);
    }

    @Override
    public void received(Connection from, ByteBuf bytes) {
        synchronized (this) {
            if (done) {
                bytes.release();
                return;
            }
            lastReceived = System.nanoTime();
        }
        boolean complete = false;
        AeroArrowException failure = null;
        try {
            // A frame may inflate to 128 MiB; under the lock, threads that cancel or watch the time would wait for it.
            complete = readAnswer(from, from.take(bytes));
        } catch (AeroArrowException e) {
            failure = e;
        }
        if (failure != null) {
            fail(failure, !(failure instanceof MemoryLimitException));
        } else if (complete) {
            operations.remove(this);
            pool.give(from);
            outcome.completed();
        }
    }

    private synchronized boolean readAnswer(Connection from, ByteBuf clear) {
        if (done) {
            clear.release();
            return false;
        }
        boolean complete = answer.read(clear);
        if (complete) {
            finish(from);
            done = true;
        }
        return complete;
    }

    /** Ends the exchange. If bytes follow the complete answer, the answer stays valid and the connection is closed. */
    private void finish(Connection from) {
        boolean stray = answer.hasStrayBytes();
        try {
            from.finish();
        } catch (ProtocolViolationException e) {
            stray = true;
        }
        if (stray) {
            StrayBytes.warn(from.address());
            from.close();
        }
    }

    @Override
    public void broken(Connection from, Throwable cause) {
        fail(from.brokenBy(cause), true);
    }

    private void fail(AeroArrowException cause, boolean byNode) {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
            if (encoding) {
                // The outcome may free what the request is encoded from: the encoding thread reports it.
                failedWhileEncoding = cause;
                return;
            }
        }
        report(cause, byNode);
    }

    private void report(AeroArrowException cause, boolean byNode) {
        Connection taken;
        Runnable stop;
        boolean wasSent;
        synchronized (this) {
            taken = connection;
            stop = stopWaiting;
            wasSent = sent;
        }
        operations.remove(this);
        stopWatching();
        if (byNode) {
            pool.nodeFailed();
        }
        if (taken != null) {
            taken.close();
            pool.give(taken);
        } else if (stop != null) {
            stop.run();
        }
        outcome.failed(cause, wasSent);
    }

    private synchronized void watchWaiting(long nanos) {
        if (!done && nanos != Long.MAX_VALUE) {
            timer = pool.loops().schedule(this::waitedTooLong, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void stopWatching() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void waitedTooLong() {
        AeroArrowException cause;
        synchronized (this) {
            if (connection != null) {
                // A connection arrived at this moment; from here on the pool watches the deadline.
                return;
            }
            cause = pool.noConnection(deadline);
        }
        fail(cause, false);
    }

    @Override
    public boolean checkTime() {
        synchronized (this) {
            if (done) {
                return false;
            }
            if (Math.min(deadline.remainingNanos(), deadline.socketNanos() - (System.nanoTime() - lastReceived)) > 0) {
                return true;
            }
        }
        fail(deadline.missed(pool.address() + " did not answer"), true);
        return false;
    }
}

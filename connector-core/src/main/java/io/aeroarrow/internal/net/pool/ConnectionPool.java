package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.NodeTraffic;
import io.aeroarrow.internal.net.connection.PooledConnection;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import io.aeroarrow.metrics.NodeMetrics;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.PoolConfig.WhenBusy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one node: those of the event loops, and those that calling threads use themselves. Every
 * connection taken must be given back. When all are busy, callers wait in FIFO order.
 */
public final class ConnectionPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);

    private final EventLoops loops;
    private final Endpoint endpoint;
    private final HostAddress address;
    private final PoolConfig limits;
    private final CircuitBreaker breaker;
    private final ConnectionOpener connectionOpener;
    private final TimeoutWatcher timeouts;

    /** One permit for each connection that may be busy. */
    private final Permits permits;
    /** All open connections, and some that have closed since. */
    private final Set<PooledConnection> all = ConcurrentHashMap.newKeySet();

    private final IdleConnections<Connection> idle;
    private final IdleConnections<CallerConnection> idleForCallers = new IdleConnections<>(1);
    private final AtomicInteger warming = new AtomicInteger();
    private volatile boolean closed;

    public ConnectionPool(EventLoops loops, Endpoint endpoint, ClientConfig config) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.address = endpoint.address();
        limits = config.pool();
        breaker = new CircuitBreaker(address, limits.maxErrors());
        connectionOpener = new ConnectionOpener(loops, endpoint, limits.opening(), breaker);
        timeouts = new TimeoutWatcher(loops, this::checkTimes);
        permits = new Permits(limits.max());
        idle = new IdleConnections<>(loops.size());
    }

    public HostAddress address() {
        return address;
    }

    public EventLoops loops() {
        return loops;
    }

    /**
     * Takes an idle or a new connection, and waits if all are busy. Return it with {@link #give}.
     *
     * @throws DeadlineExceededException if all connections stayed busy until the deadline
     * @throws ConnectionFailedException if a new connection could not be opened
     */
    public Connection take(Deadline deadline) {
        breaker.check();
        acquire(deadline);
        return withPermit(this::pollIdle, () -> connectionOpener.connection(this::pollIdle, deadline));
    }

    /** As {@link #take}, for a connection that the calling thread uses itself. */
    public CallerConnection takeForCaller(Deadline deadline) {
        breaker.check();
        acquire(deadline);
        return callerConnection(deadline);
    }

    private CallerConnection callerConnection(Deadline deadline) {
        return withPermit(
                () -> idleForCallers.poll(0),
                () -> connectionOpener.callerConnection(() -> idleForCallers.poll(0), timeouts, deadline));
    }

    private void acquire(Deadline deadline) {
        requireOpen();
        if (permits.tryAcquire()) {
            return;
        }
        if (limits.whenBusy() == WhenBusy.FAIL || !permits.acquire(deadline)) {
            throw exhausted(deadline);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw poolClosed();
        }
    }

    private AeroArrowException poolClosed() {
        // If the client is open, the node has left the cluster.
        return loops.operations().isClosed()
                ? RunningOperations.closedError()
                : new ConnectionFailedException("the pool of " + address + " is closed");
    }

    private <C extends PooledConnection> C withPermit(Supplier<@Nullable C> idleSource, Supplier<C> opener) {
        try {
            C open = idleSource.get();
            return open != null ? open : registered(opener.get());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private @Nullable Connection pollIdle() {
        int own = loops.currentIndex();
        return idle.poll(own >= 0 ? own : IdleConnections.ANY);
    }

    private <C extends PooledConnection> C registered(C connection) {
        all.add(connection);
        endpoint.traffic().opened();
        if (all.size() > limits.max()) {
            // Both kinds count against the limit. At most the limit can be busy, so an idle connection can be closed.
            forgetClosed();
            if (all.size() > limits.max() && !idleForCallers.closeOne()) {
                idle.closeOne();
            }
        }
        return connection;
    }

    private void forgetClosed() {
        all.removeIf(connection -> !connection.isOpen());
    }

    /** The error of a caller that has waited for a connection until its deadline. */
    public DeadlineExceededException noConnection(Deadline deadline) {
        return permits.areLeft() ? deadline.missed(address + " could not be connected") : exhausted(deadline);
    }

    private DeadlineExceededException exhausted(Deadline deadline) {
        return new DeadlineExceededException(
                Limit.POOL,
                limits.whenBusy() == WhenBusy.FAIL ? Duration.ZERO : deadline.longestWait(),
                "all " + limits.max() + " connections to " + address
                        + " stayed busy; raise maxConnectionsPerNode, or run fewer requests at once");
    }

    /**
     * Takes an idle connection, preferably one of the calling event loop.
     *
     * @return null if none is idle, or if the pool is closed or its circuit open
     */
    public @Nullable Connection takeIdle() {
        if (closed || breaker.isOpen() || !permits.tryAcquire()) {
            return null;
        }
        Connection open = pollIdle();
        if (open == null) {
            permits.release();
        }
        return open;
    }

    /**
     * As {@link #take}, but does not block. Exactly one of the two consumers is called: at once if a connection is
     * idle, otherwise later by an event loop.
     *
     * @return stops waiting while all connections are busy; has no effect later
     */
    public Runnable takeAsync(Deadline deadline, Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        return withPermitAsync(deadline, () -> takeAsyncWithPermit(taken, failed), failed);
    }

    /**
     * As {@link #takeAsync}, for a connection that a calling thread uses itself. A thread of its own opens a new one.
     */
    public Runnable takeForCallerAsync(
            Deadline deadline, Consumer<CallerConnection> taken, Consumer<AeroArrowException> failed) {
        return withPermitAsync(deadline, () -> takeForCallerAsyncWithPermit(taken, failed), failed);
    }

    private Runnable withPermitAsync(Deadline deadline, Runnable next, Consumer<AeroArrowException> failed) {
        try {
            requireOpen();
            breaker.check();
        } catch (AeroArrowException e) {
            failed.accept(e);
            return () -> {};
        }
        CompletableFuture<Void> permit = permits.acquire();
        if (permit.isDone() && !permit.isCompletedExceptionally()) {
            next.run();
            return () -> {};
        }
        if (limits.whenBusy() == WhenBusy.FAIL && permits.abandon(permit)) {
            failed.accept(exhausted(deadline));
            return () -> {};
        }
        // Not on the thread that releases the permit: if this failed and released it again, the calls would nest
        // without a limit.
        CompletableFuture<Void> unused = permit.whenComplete((granted, failure) -> {
            if (failure == null) {
                loops.executeLater(next);
            } else if (failure instanceof AeroArrowException closedError) {
                failed.accept(closedError);
            }
        });
        return () -> permits.abandon(permit);
    }

    private void takeAsyncWithPermit(Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        if (!isTaken(this::pollIdle, taken, failed)) {
            connectionOpener.connectionAsync(
                    this::pollIdle, (connection, failure) -> end(connection, failure, taken, failed));
        }
    }

    private void takeForCallerAsyncWithPermit(Consumer<CallerConnection> taken, Consumer<AeroArrowException> failed) {
        if (!isTaken(() -> idleForCallers.poll(0), taken, failed)) {
            connectionOpener.callerConnectionAsync(
                    () -> idleForCallers.poll(0),
                    timeouts,
                    (connection, failure) -> end(connection, failure, taken, failed));
        }
    }

    /** Whether a connection was idle, or the pool is closed. */
    private <C extends PooledConnection> boolean isTaken(
            Supplier<@Nullable C> idleSource, Consumer<C> taken, Consumer<AeroArrowException> failed) {
        if (closed) {
            permits.release();
            failed.accept(poolClosed());
            return true;
        }
        C open = idleSource.get();
        if (open == null) {
            return false;
        }
        taken.accept(open);
        return true;
    }

    private <C extends PooledConnection> void end(
            @Nullable C connection,
            @Nullable AeroArrowException failure,
            Consumer<C> taken,
            Consumer<AeroArrowException> failed) {
        if (connection != null) {
            taken.accept(registered(connection));
        } else {
            permits.release();
            failed.accept(failure == null ? poolClosed() : failure);
        }
    }

    /**
     * Starts the deadline checks for an exchange that has just started.
     *
     * @throws io.aeroarrow.error.ClientClosedException if the event loops have ended
     */
    public void watchTimes() {
        timeouts.start();
    }

    private boolean checkTimes() {
        boolean busy = false;
        for (PooledConnection connection : all) {
            busy |= checkTime(connection);
        }
        // A login has a deadline too.
        for (CallerConnection connection : connectionOpener.openingForCallers()) {
            busy |= checkTime(connection);
        }
        return busy;
    }

    /** A connection whose check fails must not keep the others from being checked. */
    private static boolean checkTime(PooledConnection connection) {
        try {
            return connection.checkTime();
        } catch (RuntimeException e) {
            LOG.error("the deadline of a connection could not be checked; it is closed", e);
            connection.close();
            return false;
        }
    }

    /** Returns a connection, open or closed. */
    public void give(Connection connection) {
        give(connection, idle);
    }

    /** Returns a connection, open or closed. */
    public void give(CallerConnection connection) {
        give(connection, idleForCallers);
    }

    private <C extends PooledConnection> void give(C connection, IdleConnections<C> idleSource) {
        if (connection.isOpen()) {
            idleSource.push(connection);
        } else {
            all.remove(connection);
        }
        permits.release();
        if (closed) {
            closeIdle();
        }
    }

    /** Counts a failure of the node: it broke a connection, did not answer, or sent an invalid answer. */
    public void nodeFailed() {
        breaker.failed();
        endpoint.traffic().failed();
    }

    /**
     * Closes connections that were idle too long, and opens connections up to the minimum. Call it regularly; it does
     * not wait.
     */
    public void maintain() {
        long maxIdle = limits.maxIdle().toNanos();
        idle.closeIdleFor(maxIdle);
        idleForCallers.closeIdleFor(maxIdle);
        forgetClosed();
        int missing = limits.min() - all.size() - warming.get();
        for (int i = 0; i < missing && !closed && !breaker.isOpen(); i++) {
            warming.incrementAndGet();
            connectionOpener.connectionAsync(() -> null, (connection, failure) -> {
                warming.decrementAndGet();
                if (connection != null) {
                    idle.push(registered(connection));
                }
                if (closed) {
                    closeIdle();
                }
            });
        }
    }

    /** Closes idle connections and makes the next new one log in. Call it when the node no longer knows the session. */
    public void logInAgain() {
        endpoint.forgetSession();
        closeIdle();
    }

    /**
     * The metrics of the node.
     *
     * @param node its name in the metrics
     */
    public NodeMetrics metrics(String node) {
        NodeTraffic traffic = endpoint.traffic();
        int open = open();
        return NodeMetrics.of(node)
                .withOpen(open)
                .withBusy(Math.max(0, open - idle()))
                .withOpened(traffic.openedCount())
                .withFailures(traffic.failureCount())
                .withBytesSent(traffic.bytesSent())
                .withBytesReceived(traffic.bytesReceived())
                .withCircuitOpen(breaker.isOpen());
    }

    /** The number of open connections, busy and idle. */
    int open() {
        forgetClosed();
        return all.size();
    }

    /** The number of idle connections. */
    public int idle() {
        return idle.size() + idleForCallers.size();
    }

    /**
     * Closes idle connections now, and busy ones when they are returned. Callers that wait for a connection fail, also
     * those whose connection is being opened.
     */
    @Override
    public void close() {
        closed = true;
        permits.close(this::poolClosed);
        connectionOpener.close(this::poolClosed);
        closeIdle();
    }

    private void closeIdle() {
        idle.closeAll();
        idleForCallers.closeAll();
    }
}

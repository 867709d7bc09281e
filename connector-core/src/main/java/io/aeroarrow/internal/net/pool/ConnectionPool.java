package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.error.DeadlineExceededException.Limit;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.PooledConnection;
import io.aeroarrow.internal.net.connection.NodeTraffic;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import io.aeroarrow.metrics.ClientMetrics.NodeMetrics;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.PoolConfig.WhenBusy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one node: those of the event loops, and those that calling threads use themselves. Whoever takes
 * one must give it back, and whoever finds all busy waits in turn.
 */
public final class ConnectionPool implements AutoCloseable {

    private final EventLoops loops;
    private final Endpoint endpoint;
    private final HostAddress address;
    private final PoolConfig limits;
    private final CircuitBreaker breaker;
    private final ConnectionOpener openings;
    private final TimeoutWatcher watch;

    /** One for each connection that may be busy. */
    private final Permits permits;
    /** The open ones, and some that have been closed since. */
    private final Set<PooledConnection> all = ConcurrentHashMap.newKeySet();

    private final IdleConnections<Connection> idle;
    private final IdleConnections<CallerConnection> idleOfCallers = new IdleConnections<>(1);
    private final AtomicInteger warming = new AtomicInteger();
    private volatile boolean closed;

    public ConnectionPool(EventLoops loops, Endpoint endpoint, ClientConfig config) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.address = endpoint.address();
        limits = config.pool();
        breaker = new CircuitBreaker(address, limits.maxErrors());
        openings = new ConnectionOpener(loops, endpoint, limits.opening(), breaker);
        watch = new TimeoutWatcher(loops, this::checkTimes);
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
     * Takes a connection, an idle one or a new one, waiting for one if all are busy. It must come back by
     * {@link #give}.
     *
     * @throws DeadlineExceededException if all stayed busy for too long
     * @throws ConnectionFailedException if no new one could be opened
     */
    public Connection take(Deadline deadline) {
        breaker.check();
        acquire(deadline);
        return withPermit(this::pollIdle, () -> openings.connection(this::pollIdle, deadline));
    }

    /**
     * As {@link #take}, but waits for nobody: whoever holds connections already must not wait for more, or two of them
     * wait for each other.
     *
     * @return null if all connections are busy
     */
    public @Nullable Connection takeIfFree(Deadline deadline) {
        if (closed || !permits.tryAcquire()) {
            return null;
        }
        return withPermit(this::pollIdle, () -> openings.connection(this::pollIdle, deadline));
    }

    /** As {@link #take}, a connection that the calling thread uses itself. */
    public CallerConnection takeForCaller(Deadline deadline) {
        breaker.check();
        acquire(deadline);
        return callerConnection(deadline);
    }

    /** As {@link #takeIfFree}, a connection that the calling thread uses itself. */
    public @Nullable CallerConnection takeForCallerIfFree(Deadline deadline) {
        if (closed || !permits.tryAcquire()) {
            return null;
        }
        return callerConnection(deadline);
    }

    private CallerConnection callerConnection(Deadline deadline) {
        return withPermit(
                () -> idleOfCallers.poll(0),
                () -> openings.callerConnection(() -> idleOfCallers.poll(0), watch, deadline));
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

    private ConnectionFailedException poolClosed() {
        // Not the whole client: the node may have left the cluster.
        return new ConnectionFailedException("the pool of " + address + " is closed");
    }

    private <C extends PooledConnection> C withPermit(Supplier<@Nullable C> idleOnes, Supplier<C> opener) {
        try {
            C open = idleOnes.get();
            return open != null ? open : registered(opener.get());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private @Nullable Connection pollIdle() {
        int own = loops.currentIndex();
        // Other threads spread their requests over the event loops.
        return idle.poll(own >= 0 ? own : ThreadLocalRandom.current().nextInt(loops.size()));
    }

    private <C extends PooledConnection> C registered(C connection) {
        all.add(connection);
        endpoint.traffic().opened();
        if (all.size() > limits.max()) {
            // There are two kinds. Room is made among those that are idle, as not more than the limit can be busy.
            forgetClosed();
            if (all.size() > limits.max() && !idleOfCallers.closeOne()) {
                idle.closeOne();
            }
        }
        return connection;
    }

    private void forgetClosed() {
        all.removeIf(connection -> !connection.isOpen());
    }

    /** The error of whoever has waited too long. */
    public DeadlineExceededException exhausted(Deadline deadline) {
        return new DeadlineExceededException(
                Limit.POOL,
                limits.whenBusy() == WhenBusy.FAIL ? Duration.ZERO : deadline.longestWait(),
                "all " + limits.max() + " connections to " + address
                        + " stayed busy; raise maxConnectionsPerNode, or run fewer requests at once");
    }

    /**
     * Takes an idle connection, best one of the event loop that calls.
     *
     * @return null if there is none, or nobody may have one
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
     * As {@link #take}, but blocks nobody. One of the two is called: at once if a connection is idle, otherwise later,
     * by an event loop.
     *
     * @return gives up waiting while all connections are busy; after that, has no effect
     */
    public Runnable takeAsync(Deadline deadline, Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        try {
            requireOpen();
            breaker.check();
        } catch (AeroArrowException e) {
            failed.accept(e);
            return () -> {};
        }
        CompletableFuture<Void> permit = permits.acquire();
        if (permit.isDone()) {
            takeAsyncWithPermit(taken, failed);
            return () -> {};
        }
        if (limits.whenBusy() == WhenBusy.FAIL && permits.abandon(permit)) {
            failed.accept(exhausted(deadline));
            return () -> {};
        }
        // Not by the thread that gives the permit back: if this failed and gave it on, that would go ever deeper.
        CompletableFuture<Void> unused = permit.thenRunAsync(() -> takeAsyncWithPermit(taken, failed), loops.group());
        return () -> permits.abandon(permit);
    }

    private void takeAsyncWithPermit(Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        if (closed) {
            permits.release();
            failed.accept(poolClosed());
            return;
        }
        Connection open = pollIdle();
        if (open != null) {
            taken.accept(open);
            return;
        }
        openings.connectionAsync(this::pollIdle, (connection, failure) -> {
            if (connection != null) {
                taken.accept(registered(connection));
            } else {
                permits.release();
                failed.accept(failure);
            }
        });
    }

    /**
     * Sees that an exchange that has just started ends in time.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the event loops have ended
     */
    public void watchTimes() {
        watch.start();
    }

    private boolean checkTimes() {
        boolean busy = false;
        for (PooledConnection connection : all) {
            busy |= connection.checkTime();
        }
        return busy;
    }

    /** Takes a connection back, whether open or closed. */
    public void give(Connection connection) {
        give(connection, idle);
    }

    /** Takes a connection back, whether open or closed. */
    public void give(CallerConnection connection) {
        give(connection, idleOfCallers);
    }

    private <C extends PooledConnection> void give(C connection, IdleConnections<C> idleOnes) {
        if (connection.isOpen()) {
            idleOnes.push(connection);
        } else {
            all.remove(connection);
        }
        permits.release();
        if (closed) {
            closeIdle();
        }
    }

    /** Counts that the node has failed: it broke a connection, said nothing, or nothing sensible. */
    public void nodeFailed() {
        breaker.failed();
        endpoint.traffic().failed();
    }

    /** Closes what has been idle for too long, and opens what is missing. To be called now and then; does not wait. */
    public void maintain() {
        long maxIdle = limits.maxIdle().toNanos();
        idle.closeIdleFor(maxIdle);
        idleOfCallers.closeIdleFor(maxIdle);
        forgetClosed();
        int missing = limits.min() - all.size() - warming.get();
        for (int i = 0; i < missing && !closed && !breaker.isOpen(); i++) {
            warming.incrementAndGet();
            openings.connectionAsync(() -> null, (connection, failure) -> {
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

    /** Closes idle connections, and has the next new one log in: the node does not know the client any more. */
    public void logInAgain() {
        endpoint.forgetSession();
        closeIdle();
    }

    /**
     * What goes to and from the node.
     *
     * @param node what to call it
     */
    public NodeMetrics metrics(String node) {
        NodeTraffic traffic = endpoint.traffic();
        int open = open();
        return new NodeMetrics(
                node,
                open,
                Math.max(0, open - idle()),
                traffic.openedCount(),
                traffic.failureCount(),
                traffic.bytesSent(),
                traffic.bytesReceived(),
                breaker.isOpen());
    }

    /** How many connections are open, busy and idle together. */
    int open() {
        forgetClosed();
        return all.size();
    }

    /** How many connections wait for work. */
    public int idle() {
        return idle.size() + idleOfCallers.size();
    }

    /** Closes idle connections now, and busy ones when they come back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        idle.closeAll();
        idleOfCallers.closeAll();
    }
}

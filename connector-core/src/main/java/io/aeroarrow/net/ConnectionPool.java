package io.aeroarrow.net;

import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.HostAddress;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The connections to one node. The one used last is used next, so that surplus ones stay idle. */
public final class ConnectionPool implements AutoCloseable {

    private final EventLoops loops;
    private final HostAddress address;
    private final ClientConfig config;
    private final Semaphore permits;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public ConnectionPool(EventLoops loops, HostAddress address, ClientConfig config) {
        this.loops = loops;
        this.address = address;
        this.config = config;
        permits = new Semaphore(config.maxConnectionsPerNode(), true);
    }

    /**
     * Takes a connection, an idle one or a new one, waiting for one if all are busy. It must come back by
     * {@link #give}.
     *
     * @throws DeadlineExceededException if all stayed busy for too long
     * @throws ConnectionFailedException if no new one could be opened
     */
    public Connection take(Deadline deadline) {
        acquirePermit(deadline);
        return takeWithPermit();
    }

    /**
     * As {@link #take}, but waits for nobody: whoever holds connections already must not wait for more, or two of them
     * wait for each other.
     *
     * @return null if all connections are busy
     */
    public @Nullable Connection takeIfFree() {
        return !closed && permits.tryAcquire() ? takeWithPermit() : null;
    }

    private Connection takeWithPermit() {
        try {
            for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
                if (next.isOpen()) {
                    return next;
                }
            }
            return Connection.open(loops, address, config.connectTimeout());
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private void acquirePermit(Deadline deadline) {
        if (closed) {
            throw new ConnectionFailedException("the pool of " + address + " is closed");
        }
        try {
            if (!permits.tryAcquire(deadline.waitNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadlineExceededException("all " + config.maxConnectionsPerNode() + " connections to "
                        + address + " stayed busy; raise maxConnectionsPerNode, or run fewer reads at once");
            }
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    /** Takes a connection back, whether open or closed. */
    public void give(Connection connection) {
        if (connection.isOpen()) {
            idle.addFirst(connection);
        }
        permits.release();
        if (closed) {
            closeIdle();
        }
    }

    /** Closes idle connections now, and busy ones when they come back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    private void closeIdle() {
        for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.close();
        }
    }
}

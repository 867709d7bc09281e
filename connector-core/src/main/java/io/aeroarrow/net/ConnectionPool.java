package io.aeroarrow.net;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ClientClosedException;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.model.DeadlineExceededException;
import io.aeroarrow.model.DeadlineExceededException.Limit;
import io.aeroarrow.model.HostAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The connections to one node. The one used last is used next, so that surplus ones stay idle. */
public final class ConnectionPool implements AutoCloseable {

    private final EventLoops loops;
    private final Endpoint endpoint;
    private final HostAddress address;
    private final ClientConfig config;
    private final Permits permits;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    public ConnectionPool(EventLoops loops, Endpoint endpoint, ClientConfig config) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.address = endpoint.address();
        this.config = config;
        permits = new Permits(config.maxConnectionsPerNode());
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
            Connection open = pollIdle();
            return open != null ? open : Connection.open(loops, endpoint);
        } catch (RuntimeException e) {
            permits.release();
            throw e;
        }
    }

    private void acquirePermit(Deadline deadline) {
        if (closed) {
            throw new ConnectionFailedException("the pool of " + address + " is closed");
        }
        CompletableFuture<Void> permit = permits.acquire();
        try {
            permit.get(deadline.waitNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (permits.abandon(permit)) {
                throw exhausted(deadline);
            }
        } catch (InterruptedException e) {
            if (!permits.abandon(permit)) {
                permits.release();
            }
            throw Deadline.interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a permit cannot fail", e);
        }
    }

    /** The error of whoever has waited too long. */
    DeadlineExceededException exhausted(Deadline deadline) {
        return new DeadlineExceededException(
                Limit.POOL,
                deadline.longestWait(),
                "all " + config.maxConnectionsPerNode() + " connections to " + address
                        + " stayed busy; raise maxConnectionsPerNode, or run fewer requests at once");
    }

    /**
     * As {@link #take}, but blocks nobody. One of the two is called: at once if a connection is idle, otherwise later,
     * by an event loop.
     *
     * @return gives up waiting while all connections are busy; after that, has no effect
     */
    Runnable takeAsync(Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        CompletableFuture<Void> permit = permits.acquire();
        if (permit.isDone()) {
            takeAsyncWithPermit(taken, failed);
            return () -> {};
        }
        // Not by the thread that gives the permit back: if this failed and gave it on, that would go ever deeper.
        CompletableFuture<Void> unused = permit.thenRunAsync(() -> takeAsyncWithPermit(taken, failed), loops.group());
        return () -> permits.abandon(permit);
    }

    private void takeAsyncWithPermit(Consumer<Connection> taken, Consumer<AeroArrowException> failed) {
        if (closed) {
            permits.release();
            failed.accept(new ConnectionFailedException("the pool of " + address + " is closed"));
            return;
        }
        Connection open = pollIdle();
        if (open != null) {
            taken.accept(open);
            return;
        }
        CompletableFuture<?> unused = open().whenComplete((connection, failure) -> {
            if (connection != null) {
                taken.accept(connection);
            } else {
                permits.release();
                failed.accept((AeroArrowException) failure);
            }
        });
    }

    private CompletableFuture<Connection> open() {
        try {
            return Connection.openAsync(loops, endpoint);
        } catch (IllegalStateException | RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new ClientClosedException("the client is closed", e));
        }
    }

    private @Nullable Connection pollIdle() {
        for (Connection next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            if (next.isOpen()) {
                return next;
            }
        }
        return null;
    }

    Future<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return loops.schedule(task, delay, unit);
    }

    HostAddress address() {
        return address;
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

    /** Closes idle connections, and has the next new one log in: the node does not know the client any more. */
    public void logInAgain() {
        endpoint.forgetSession();
        closeIdle();
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

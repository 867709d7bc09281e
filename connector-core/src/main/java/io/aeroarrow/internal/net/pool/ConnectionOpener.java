package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.error.DeadlineExceededException;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.TimeoutWatcher;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to one node, a few at a time. When many tasks start together, most of them find a returned
 * connection before their turn comes.
 */
final class ConnectionOpener {

    private final EventLoops loops;
    private final Endpoint endpoint;
    private final CircuitBreaker breaker;
    private final Permits turns;
    /** The connections that event loops open, by an identity. */
    private final Map<Object, CompletableFuture<Connection>> opening = new ConcurrentHashMap<>();

    /** Open connections of each event loop, with those that are being opened. */
    private final AtomicIntegerArray connectionsOfLoop;

    private final Set<CallerConnection> openingForCallers = ConcurrentHashMap.newKeySet();
    /** The error of all attempts; null while the pool is open. */
    private volatile @Nullable Supplier<AeroArrowException> closed;

    /**
     * @param atOnce the number of connections opened at the same time
     */
    ConnectionOpener(EventLoops loops, Endpoint endpoint, int atOnce, CircuitBreaker breaker) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.breaker = breaker;
        this.turns = new Permits(atOnce);
        connectionsOfLoop = new AtomicIntegerArray(loops.size());
    }

    /**
     * Ends all attempts to open a connection, now and later.
     *
     * @param error creates the error of each attempt
     */
    void close(Supplier<AeroArrowException> error) {
        closed = error;
        turns.close(error);
        opening.values().forEach(connection -> connection.completeExceptionally(error.get()));
        openingForCallers.forEach(CallerConnection::close);
    }

    /** Opens an event-loop connection when it is this caller's turn, unless one is idle by then. */
    Connection connection(Supplier<@Nullable Connection> idle, Deadline deadline) {
        return inTurn(idle, () -> Connection.await(open()), deadline);
    }

    /** Opens a caller connection when it is this caller's turn, unless one is idle by then. */
    CallerConnection callerConnection(
            Supplier<@Nullable CallerConnection> idle, TimeoutWatcher watch, Deadline deadline) {
        return inTurn(idle, () -> openForCaller(watch), deadline);
    }

    private CallerConnection openForCaller(TimeoutWatcher watch) {
        CallerConnection connection = CallerConnection.create(endpoint, watch);
        openingForCallers.add(connection);
        try {
            requireOpen();
            connection.connect();
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            requireOpen();
            throw e;
        } finally {
            openingForCallers.remove(connection);
        }
    }

    /** The connections that callers are opening now. */
    Iterable<CallerConnection> openingForCallers() {
        return openingForCallers;
    }

    private void requireOpen() {
        Supplier<AeroArrowException> error = closed;
        if (error != null) {
            throw error.get();
        }
    }

    private <C> C inTurn(Supplier<@Nullable C> idle, Supplier<C> opener, Deadline deadline) {
        if (!turns.acquire(deadline)) {
            throw deadline.missed("no turn came to open a connection to " + endpoint.address());
        }
        try {
            C open = idle.get();
            return open != null ? open : opener.get();
        } catch (ConnectionFailedException | DeadlineExceededException e) {
            failed();
            throw e;
        } finally {
            turns.release();
        }
    }

    /**
     * As {@link #connection}, but does not block.
     *
     * @param done receives a connection or an error; called by an event loop, or by the thread that closes the pool
     */
    void connectionAsync(
            Supplier<@Nullable Connection> idle, BiConsumer<@Nullable Connection, @Nullable AeroArrowException> done) {
        CompletableFuture<?> unused = turns.acquire().whenComplete((turn, noTurn) -> {
            if (noTurn == null) {
                loops.execute(() -> openInTurn(idle, done));
            } else {
                done.accept(null, typed(noTurn));
            }
        });
    }

    /**
     * As {@link #callerConnection}, but does not block the caller: another thread connects.
     *
     * @param done receives a connection or an error, on that thread or on the thread that closes the pool
     */
    void callerConnectionAsync(
            Supplier<@Nullable CallerConnection> idle,
            TimeoutWatcher watch,
            BiConsumer<@Nullable CallerConnection, @Nullable AeroArrowException> done) {
        CompletableFuture<?> unused = turns.acquire().whenComplete((turn, noTurn) -> {
            if (noTurn == null) {
                loops.executeBlocking(() -> openForCallerInTurn(idle, watch, done));
            } else {
                done.accept(null, typed(noTurn));
            }
        });
    }

    private void openForCallerInTurn(
            Supplier<@Nullable CallerConnection> idle,
            TimeoutWatcher watch,
            BiConsumer<@Nullable CallerConnection, @Nullable AeroArrowException> done) {
        CallerConnection connection = null;
        AeroArrowException failure = null;
        try {
            CallerConnection found = idle.get();
            connection = found != null ? found : openForCaller(watch);
        } catch (RuntimeException e) {
            failure = typed(e);
        } finally {
            turns.release();
        }
        if (failure instanceof ConnectionFailedException || failure instanceof DeadlineExceededException) {
            failed();
        }
        done.accept(connection, failure);
    }

    private void openInTurn(
            Supplier<@Nullable Connection> idle, BiConsumer<@Nullable Connection, @Nullable AeroArrowException> done) {
        CompletableFuture<?> unused = idleOrNew(idle).whenComplete((connection, failure) -> {
            turns.release();
            done.accept(connection, failure == null ? null : typed(failure));
        });
    }

    private CompletableFuture<Connection> idleOrNew(Supplier<@Nullable Connection> idle) {
        try {
            Connection found = idle.get();
            return found != null
                    ? CompletableFuture.completedFuture(found)
                    : open().whenComplete((opened, failure) -> {
                        if (failure != null) {
                            failed();
                        }
                    });
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Connection> open() {
        CompletableFuture<Connection> connection = openOnIdlestLoop();
        Object identity = new Object();
        opening.put(identity, connection);
        CompletableFuture<?> unused = connection.whenComplete((opened, failure) -> opening.remove(identity));
        Supplier<AeroArrowException> error = closed;
        if (error != null) {
            connection.completeExceptionally(error.get());
        }
        return connection;
    }

    /** Each loop gets as many connections as the others: requests stay on the loop of their connection. */
    private CompletableFuture<Connection> openOnIdlestLoop() {
        int loop = 0;
        for (int other = 1; other < loops.size(); other++) {
            if (connectionsOfLoop.get(other) < connectionsOfLoop.get(loop)) {
                loop = other;
            }
        }
        int chosen = loop;
        connectionsOfLoop.incrementAndGet(chosen);
        CompletableFuture<Connection> connection = Connection.openAsync(loops, loops.loop(chosen), endpoint);
        CompletableFuture<?> unused = connection.whenComplete((opened, failure) -> {
            if (opened == null) {
                connectionsOfLoop.decrementAndGet(chosen);
            } else {
                opened.whenClosed(() -> connectionsOfLoop.decrementAndGet(chosen));
            }
        });
        return connection;
    }

    private void failed() {
        breaker.failed();
        endpoint.traffic().failed();
    }

    private AeroArrowException typed(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AeroArrowException known) {
            return known;
        }
        boolean ended = cause instanceof IllegalStateException || cause instanceof RejectedExecutionException;
        return ended
                ? new ClientClosedException("the client is closed", cause)
                : new ConnectionFailedException("cannot connect to " + endpoint.address(), cause);
    }
}

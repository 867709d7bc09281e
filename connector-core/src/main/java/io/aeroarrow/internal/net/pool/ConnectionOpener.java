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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
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

    /**
     * @param atOnce the number of connections opened at the same time
     */
    ConnectionOpener(EventLoops loops, Endpoint endpoint, int atOnce, CircuitBreaker breaker) {
        this.loops = loops;
        this.endpoint = endpoint;
        this.breaker = breaker;
        this.turns = new Permits(atOnce);
    }

    /** Opens an event-loop connection when it is this caller's turn, unless one is idle by then. */
    Connection connection(Supplier<@Nullable Connection> idle, Deadline deadline) {
        return inTurn(idle, () -> Connection.open(loops, endpoint), deadline);
    }

    /** Opens a caller connection when it is this caller's turn, unless one is idle by then. */
    CallerConnection callerConnection(Supplier<@Nullable CallerConnection> idle, TimeoutWatcher watch, Deadline deadline) {
        return inTurn(idle, () -> CallerConnection.open(endpoint, watch), deadline);
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
     * @param done receives a connection or an error; called by an event loop, or by the caller if the loops have ended
     */
    void connectionAsync(
            Supplier<@Nullable Connection> idle, BiConsumer<@Nullable Connection, @Nullable AeroArrowException> done) {
        CompletableFuture<?> unused = turns.acquire()
                .thenComposeAsync(turn -> idleOrNew(idle), this::execute)
                .whenComplete((connection, failure) -> {
                    turns.release();
                    done.accept(connection, failure == null ? null : typed(failure));
                });
    }

    private CompletableFuture<Connection> idleOrNew(Supplier<@Nullable Connection> idle) {
        Connection open = idle.get();
        return open != null
                ? CompletableFuture.completedFuture(open)
                : Connection.openAsync(loops, endpoint).whenComplete((opened, failure) -> {
                    if (failure != null) {
                        failed();
                    }
                });
    }

    private void failed() {
        breaker.failed();
        endpoint.traffic().failed();
    }

    private void execute(Runnable task) {
        if (loops.currentIndex() >= 0) {
            task.run();
            return;
        }
        try {
            loops.group().execute(task);
        } catch (RejectedExecutionException e) {
            // The event loops have ended; opening will fail with that error.
            task.run();
        }
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

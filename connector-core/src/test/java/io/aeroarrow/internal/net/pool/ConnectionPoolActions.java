package io.aeroarrow.internal.net.pool;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.PooledConnection;
import io.aeroarrow.internal.net.connection.ScriptedServer;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.PoolConfig;
import io.aeroarrow.policy.PoolConfig.WhenBusy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;

/**
 * What threads do with the connections of a pool, for Lincheck, which makes instances. There is a permit for each of its
 * threads, so all connections are busy only if a permit was lost.
 */
public final class ConnectionPoolActions {

    private static final int THREADS = 3;
    private static final EventLoops LOOPS = EventLoops.join();
    private static final ScriptedServer SERVER = new ScriptedServer(peer -> peer.awaitHangUp());

    private final ConnectionPool pool = newPool();
    private volatile boolean closed;
    private final Set<PooledConnection> inUse = ConcurrentHashMap.newKeySet();

    private static ConnectionPool newPool() {
        ClientConfig config = ClientConfig.of(SERVER.address())
                .withPool(PoolConfig.DEFAULT.withMax(THREADS).withWhenBusy(WhenBusy.FAIL));
        return new ConnectionPool(LOOPS, Endpoint.of(SERVER.address(), config), config);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    @Operation
    public String useByCaller() {
        try {
            CallerConnection taken = pool.takeForCaller(soon());
            String result = used(taken);
            pool.give(taken);
            return result;
        } catch (AeroArrowException e) {
            return e.getMessage();
        }
    }

    @Operation
    public String useByEventLoop() {
        CompletableFuture<String> result = new CompletableFuture<>();
        pool.takeAsync(
                soon(),
                taken -> {
                    String used = used(taken);
                    pool.give(taken);
                    result.complete(used);
                },
                failure -> result.complete(failure.getMessage()));
        return result.join();
    }

    /** A broken connection must free its place. */
    @Operation
    public String breakOne() {
        try {
            Connection taken = pool.take(soon());
            String result = used(taken);
            taken.close();
            pool.give(taken);
            return result;
        } catch (AeroArrowException e) {
            return e.getMessage();
        }
    }

    @Operation
    public void maintain() {
        pool.maintain();
    }

    @Operation
    public void logInAgain() {
        pool.logInAgain();
    }

    @Operation
    public void close() {
        pool.close();
        closed = true;
    }

    private String used(PooledConnection taken) {
        if (!inUse.add(taken)) {
            return "a connection that another thread uses";
        }
        // Long enough for another thread to take the same connection.
        LockSupport.parkNanos(1_000);
        boolean tooMany = inUse.size() > THREADS;
        inUse.remove(taken);
        return tooMany ? "too many connections" : "used";
    }

    /** What the pool must look like from outside. Lincheck would look into an instance of the pool, and cannot. */
    public static final class Expected {
        private boolean closed;

        public String useByCaller() {
            return use();
        }

        public String useByEventLoop() {
            return use();
        }

        public String breakOne() {
            return use();
        }

        public void maintain() {}

        public void logInAgain() {}

        public void close() {
            closed = true;
        }

        private String use() {
            return closed ? "the pool of " + SERVER.address() + " is closed" : "used";
        }
    }

    @Validate
    public void aClosedPoolHasNoConnections() {
        if (!closed) {
            pool.close();
        }
        if (pool.open() != 0 || pool.idle() != 0) {
            throw new IllegalStateException(pool.open() + " connections are open, " + pool.idle() + " idle");
        }
    }
}

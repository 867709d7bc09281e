package io.aeroarrow.spark.internal.runtime;

import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.policy.ClientConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that are shared by configuration, and closed when they have been unused for some time. A client is in use while
 * there is a lease of it, an operation in flight, or a new operation now and then. No lock is held while a client connects
 * or closes.
 */
final class SharedClients {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClients.class);

    /** How often a client is looked at within its idle time. */
    private static final int LOOKS = 4;

    private final Function<ClientConfig, AeroArrowClient> connector;
    /** Its thread ends a second after the last client. */
    private final ScheduledThreadPoolExecutor watcher;

    private final Object lock = new Object();
    private final Map<ClientConfig, Shared> clients = new HashMap<>();

    SharedClients(Function<ClientConfig, AeroArrowClient> connector) {
        this.connector = connector;
        watcher = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "aeroarrow-idle-clients");
            thread.setDaemon(true);
            return thread;
        });
        watcher.setKeepAliveTime(1, TimeUnit.SECONDS);
        watcher.allowCoreThreadTimeOut(true);
    }

    /** One client. Its state is guarded by the lock. */
    private static final class Shared {
        private final CompletableFuture<AeroArrowClient> connection = new CompletableFuture<>();
        private long idleNanos;
        private int leases;
        private long lastUsed;
        private @Nullable ClientActivity lastActivity;
    }

    /** The right to use a client until this is closed. */
    final class Lease implements ClientCache.Hold {
        private final Shared shared;
        private final AeroArrowClient client;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Lease(Shared shared, AeroArrowClient client) {
            this.shared = shared;
            this.client = client;
        }

        @Override
        public AeroArrowClient client() {
            return client;
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(shared);
            }
        }
    }

    /**
     * Returns a client and keeps it open. The first caller connects, the others wait for it. If it fails, all of them get
     * the error, and the next call tries again.
     *
     * @param idleTime the time after which the client is closed if it is unused; zero for never. The last call decides.
     * @throws CancelledException if the thread is interrupted
     */
    Lease lease(ClientConfig config, Duration idleTime) {
        while (true) {
            Shared shared;
            boolean isNew;
            synchronized (lock) {
                Shared known = clients.get(config);
                isNew = known == null;
                shared = known == null ? new Shared() : known;
                clients.put(config, shared);
                shared.leases++;
                shared.idleNanos = idleTime.toNanos();
            }
            AeroArrowClient client = null;
            try {
                client = isNew ? connect(config, shared) : await(shared);
            } finally {
                if (client == null) {
                    release(shared);
                }
            }
            if (client != null) {
                return new Lease(shared, client);
            }
            // The caller that connected was interrupted, and this one was not.
        }
    }

    private AeroArrowClient connect(ClientConfig config, Shared shared) {
        try {
            AeroArrowClient client = connector.apply(config);
            shared.connection.complete(client);
            watch(config, shared);
            return client;
        } catch (RuntimeException | Error e) {
            synchronized (lock) {
                clients.remove(config, shared);
            }
            shared.connection.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for the caller that connects. Returns null if that caller was interrupted. */
    private static @Nullable AeroArrowClient await(Shared shared) {
        try {
            return shared.connection.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("the thread was interrupted while it waited for a connection", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof CancelledException) {
                return null;
            } else if (cause instanceof RuntimeException failure) {
                throw failure;
            } else if (cause instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException("connecting failed unexpectedly", cause);
        }
    }

    private void release(Shared shared) {
        synchronized (lock) {
            shared.leases--;
            shared.lastUsed = System.nanoTime();
        }
    }

    private void watch(ClientConfig config, Shared shared) {
        long idleNanos;
        synchronized (lock) {
            idleNanos = shared.idleNanos;
        }
        // A client that never ends may get an idle time later.
        long pause = idleNanos == 0 ? TimeUnit.MINUTES.toNanos(1) : idleNanos / LOOKS;
        var unused = watcher.schedule(() -> look(config, shared), pause, TimeUnit.NANOSECONDS);
    }

    private void look(ClientConfig config, Shared shared) {
        AeroArrowClient client = shared.connection.join();
        ClientActivity activity = ClientActivity.of(client.metrics());
        boolean unused;
        synchronized (lock) {
            long now = System.nanoTime();
            if (shared.leases > 0 || activity.busy() || !activity.equals(shared.lastActivity)) {
                shared.lastUsed = now;
            }
            shared.lastActivity = activity;
            unused = shared.idleNanos > 0 && now - shared.lastUsed >= shared.idleNanos;
            if (unused) {
                clients.remove(config, shared);
            }
        }
        if (unused) {
            close(config, client);
        } else {
            watch(config, shared);
        }
    }

    private static void close(ClientConfig config, AeroArrowClient client) {
        LOG.info("closing the client of {}, which is unused", config.seeds());
        try {
            client.close();
        } catch (RuntimeException e) {
            LOG.warn("the unused client of {} could not be closed", config.seeds(), e);
        }
    }

    /** The number of clients that are open or connecting. */
    int size() {
        synchronized (lock) {
            return clients.size();
        }
    }
}

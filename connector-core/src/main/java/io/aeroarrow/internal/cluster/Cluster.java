package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster that is tended: a daemon thread keeps asking what changed and swaps the view. */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** How long a tend waits for nodes that are slow; what they say later is heard by the next one. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** The least time between tends, however many operations meet failures and ask for one. */
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(50);

    private final EventLoops loops;
    private final Tender tender;
    private final ClientConfig config;
    private final Thread thread;
    private final Meters meters = new Meters();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition tended = lock.newCondition();
    private boolean wakeRequested;
    private long tendStarted;
    private volatile boolean closed;
    private long tends;

    private final AtomicInteger turns = new AtomicInteger();
    private volatile ClusterView view;

    private Cluster(ClientConfig config, EventLoops loops) {
        this.config = config;
        this.loops = loops;
        this.tender = new Tender(config, loops, this::requestRefresh);
        try {
            this.view = FirstView.of(tender, config, PATIENCE, this::awaitWake);
        } catch (RuntimeException e) {
            tender.close();
            throw e;
        }
        view.nodes().forEach(node -> node.pool().maintain());
        this.tendStarted = System.nanoTime();
        this.thread = new Thread(this::run, "aeroarrow-tend");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Finds the cluster through its seeds.
     *
     * @throws ConnectionFailedException if no seed leads to a node, with the reason of each
     * @throws IllegalArgumentException if secrets would travel in the clear
     */
    public static Cluster connect(ClientConfig config) {
        config.requireSafeLogin();
        EventLoops loops = EventLoops.join();
        try {
            return new Cluster(config, loops);
        } catch (RuntimeException e) {
            loops.close();
            throw e;
        }
    }

    /**
     * What is known now.
     *
     * @throws ClientClosedException if the cluster is closed
     */
    public ClusterView view() {
        if (closed) {
            throw new ClientClosedException("the client is closed");
        }
        return view;
    }

    /** Asks the nodes now what has changed and waits for it, at most as long as given. */
    public void refresh(long nanos) {
        lock.lock();
        try {
            // A tend that runs already may have asked before what the caller saw; the next one has not.
            long wanted = tends + (wakeRequested ? 1 : 2);
            wakeRequested = true;
            wake.signal();
            long left = nanos;
            while (tends < wanted && !closed && left > 0) {
                left = tended.awaitNanos(left);
                wakeRequested = true;
                wake.signal();
            }
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /** Has the nodes asked soon what has changed; does not wait for it. */
    public void requestRefresh() {
        lock.lock();
        try {
            wakeRequested = true;
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs something on an event loop after a while; it must not block.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the cluster is closed
     */
    public void schedule(Runnable task, Duration delay) {
        Future<?> unused = loops.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Counts what the client does. */
    public Meters meters() {
        return meters;
    }

    /** What has been counted so far. */
    public ClientMetrics metrics() {
        return meters.snapshot(view);
    }

    /** Whether a thread can write to nodes and read from them by itself. Bytes of TLS go through event loops. */
    public boolean hasClearConnections() {
        return config.tls().isEmpty();
    }

    /** For the answers to several requests of one thread. */
    public AnswerStreams answerStreams() {
        return AnswerStreams.open(!hasClearConnections());
    }

    /** The way of one operation to nodes. */
    public Route route(ReadRouting routing) {
        boolean takesTurns =
                routing.replica() == ReplicaPolicy.MASTER_PROLES || routing.replica() == ReplicaPolicy.RANDOM;
        return new Route(routing, config.rackIds(), takesTurns ? turns.getAndIncrement() : 0);
    }

    /** Waits a moment, or until there is news. */
    private void awaitWake() {
        lock.lock();
        try {
            long left = LEAST_INTERVAL.toNanos();
            while (!wakeRequested && left > 0) {
                left = wake.awaitNanos(left);
            }
            wakeRequested = false;
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        boolean gone = false;
        while (awaitNextTend()) {
            gone = tend(gone);
            lock.lock();
            try {
                tends++;
                tended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Tends, whatever happens.
     *
     * @param gone whether no node answered before
     * @return whether none does now
     */
    private boolean tend(boolean gone) {
        long start = System.nanoTime();
        boolean well = false;
        try {
            view = tender.tend(PATIENCE);
            view.nodes().forEach(node -> node.pool().maintain());
            well = !view.nodes().isEmpty();
            if (gone && well) {
                LOG.info("the cluster is back: {}", view.nodes());
            } else if (!gone && !well) {
                LOG.warn("no node of the cluster answers any more; its seeds are tried again");
            }
            return !well;
        } catch (CancelledException e) {
            // Closing interrupts the thread, and nobody else should.
            boolean interrupted = Thread.interrupted();
            LOG.debug("a tend was interrupted: {}", interrupted, e);
            return gone;
        } catch (AeroArrowException e) {
            view = tender.view();
            if (!gone) {
                LOG.warn("no node of the cluster answers; its seeds are tried again: {}", e.getMessage());
            }
            return true;
        } catch (Throwable e) {
            LOG.error("tending the cluster failed; it goes on with what it knew", e);
            return gone;
        } finally {
            meters.tended(System.nanoTime() - start, well);
        }
    }

    /** False once the cluster is closed. */
    private boolean awaitNextTend() {
        lock.lock();
        try {
            for (long left = nanosToNextTend(); !closed && left > 0; left = nanosToNextTend()) {
                try {
                    long unused = wake.awaitNanos(left);
                } catch (InterruptedException e) {
                    LOG.debug("the tending thread was woken by an interrupt", e);
                }
            }
            wakeRequested = false;
            tendStarted = System.nanoTime();
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private long nanosToNextTend() {
        long interval = config.tendInterval().toNanos();
        long wanted = wakeRequested ? Math.min(interval, LEAST_INTERVAL.toNanos()) : interval;
        return tendStarted + wanted - System.nanoTime();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            wake.signal();
            tended.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tender.close();
        loops.close();
    }
}

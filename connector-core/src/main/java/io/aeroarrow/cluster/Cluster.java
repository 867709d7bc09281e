package io.aeroarrow.cluster;

import io.aeroarrow.model.AeroArrowException;
import io.aeroarrow.model.ClientClosedException;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.ClientMetrics;
import io.aeroarrow.model.ConnectionFailedException;
import io.aeroarrow.net.Deadline;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.net.Lane;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster that is tended: a daemon thread keeps asking what changed and swaps the view. */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    private final EventLoops loops;
    private final Tender tender;
    private final ClientConfig config;
    private final Thread thread;
    private final Meters meters = new Meters();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final Condition tended = lock.newCondition();
    private boolean wakeRequested;
    private volatile boolean closed;
    private long tends;

    private volatile ClusterView view;

    private Cluster(ClientConfig config, EventLoops loops) {
        this.config = config;
        this.loops = loops;
        this.tender = new Tender(config, loops);
        this.view = tender.tend();
        view.nodes().forEach(node -> node.pool().maintain());
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

    /** The lane for operations that block their caller. */
    public Lane callerLane() {
        // Through TLS, bytes go by way of the event loops, which hold its engine.
        return config.tls() == null ? Lane.CALLER : Lane.EVENT_LOOPS;
    }

    private void run() {
        while (awaitNextTend()) {
            long start = System.nanoTime();
            boolean well = false;
            try {
                view = tender.tend();
                view.nodes().forEach(node -> node.pool().maintain());
                well = true;
            } catch (AeroArrowException e) {
                LOG.warn("no node of the cluster answers; its seeds are tried again: {}", e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("tending the cluster failed; it goes on with what it knew", e);
            }
            meters.tended(System.nanoTime() - start, well);
            lock.lock();
            try {
                tends++;
                tended.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** False once the cluster is closed. */
    private boolean awaitNextTend() {
        lock.lock();
        try {
            long left = config.tendInterval().toNanos();
            while (!closed && !wakeRequested && left > 0) {
                left = wake.awaitNanos(left);
            }
            wakeRequested = false;
            return !closed;
        } catch (InterruptedException e) {
            LOG.debug("the tending thread was interrupted and ends", e);
            return false;
        } finally {
            lock.unlock();
        }
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
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tender.close();
        loops.close();
    }
}

package io.aeroarrow.internal.cluster;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.error.CancelledException;
import io.aeroarrow.error.ClientClosedException;
import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.metrics.ClientMetrics;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.ReplicaPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tended cluster: a daemon thread polls the nodes for changes and swaps the view. */
public final class Cluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

    /** The time that a tend waits for slow nodes; the next tend reads their late answers. */
    private static final Duration TEND_WAIT = Duration.ofMillis(250);

    /** The minimum time between tends, however many operations request one. */
    private static final Duration MIN_TEND_INTERVAL = Duration.ofMillis(50);

    private final EventLoops loops;
    private final MemoryBudget memory;
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
    private final AtomicBoolean closing = new AtomicBoolean();
    private long tends;

    private final AtomicInteger operations = new AtomicInteger();
    private volatile ClusterView view;

    private Cluster(ClientConfig config, EventLoops loops) {
        this.config = config;
        this.memory = MemoryBudget.of(config);
        this.loops = loops;
        this.tender = new Tender(config, loops, memory, this::requestRefresh);
        try {
            this.view = InitialView.of(tender, config, TEND_WAIT, this::awaitWake);
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
     * The current view.
     *
     * @throws ClientClosedException if the cluster is closed
     */
    public ClusterView view() {
        if (closed) {
            throw new ClientClosedException("the client is closed");
        }
        return view;
    }

    /**
     * Tends the cluster and waits for it.
     *
     * @param nanos the longest time to wait
     */
    public void refresh(long nanos) {
        lock.lock();
        try {
            // A running tend may have asked before the change that the caller saw; only the next one certainly asks
            // after it.
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

    /** Requests a tend soon; does not wait for it. */
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
     * Runs a task once: on an event loop after a delay, or at once when the client is closed. The task must not block.
     */
    public void schedule(Runnable task, Duration delay) {
        loops.scheduleUnlessClosed(task, delay);
    }

    /** The operations that have not ended. */
    public RunningOperations operations() {
        return loops.operations();
    }

    /** The counters of the client. */
    public Meters meters() {
        return meters;
    }

    /** The memory of operations in flight. */
    public MemoryBudget memory() {
        return memory;
    }

    /** The values of all counters. */
    public ClientMetrics metrics() {
        return meters.snapshot(view).withMemoryUsed(memory.used()).withMemoryPeak(memory.peak());
    }

    /** Creates the streams in which one thread reads the answers to several requests. */
    public AnswerStreams answerStreams() {
        return AnswerStreams.open(loops.operations(), memory);
    }

    /** Creates the route of one operation. */
    public Route route(ReadRouting routing) {
        boolean alternates =
                routing.replica() == ReplicaPolicy.MASTER_PROLES || routing.replica() == ReplicaPolicy.RANDOM;
        return new Route(routing, config.rackIds(), alternates ? operations.getAndIncrement() : 0);
    }

    /** Waits for the minimum interval, or until a tend is requested. */
    private void awaitWake() {
        lock.lock();
        try {
            long left = MIN_TEND_INTERVAL.toNanos();
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
     * Tends, and logs every error.
     *
     * @param gone whether no node answered before
     * @return whether no node answers now
     */
    private boolean tend(boolean gone) {
        long start = System.nanoTime();
        boolean answered = false;
        try {
            view = tender.tend(TEND_WAIT);
            view.nodes().forEach(node -> node.pool().maintain());
            answered = !view.nodes().isEmpty();
            if (gone && answered) {
                LOG.info("the cluster is back: {}", view.nodes());
            } else if (!gone && !answered) {
                LOG.warn("no node of the cluster answers any more; trying its seeds again");
            }
            return !answered;
        } catch (CancelledException e) {
            // Only closing should interrupt this thread.
            boolean interrupted = Thread.interrupted();
            LOG.debug("a tend was interrupted; interrupt flag: {}", interrupted, e);
            return gone;
        } catch (AeroArrowException e) {
            view = tender.view();
            if (!gone && !closed) {
                LOG.warn("no node of the cluster answers; trying its seeds again: {}", e.getMessage());
            }
            return true;
        } catch (Throwable e) {
            LOG.error("tending the cluster failed; the client keeps the last view", e);
            return gone;
        } finally {
            meters.tended(System.nanoTime() - start, answered);
        }
    }

    /**
     * Waits for the next tend.
     *
     * @return false once the cluster is closed
     */
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
        long wanted = wakeRequested ? Math.min(interval, MIN_TEND_INTERVAL.toNanos()) : interval;
        return tendStarted + wanted - System.nanoTime();
    }

    /** Makes operations fail that start from now on, and wakes those that wait for a tend. */
    public void refuseOperations() {
        lock.lock();
        try {
            closed = true;
            wake.signal();
            tended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all operations that are running. */
    public void endOperations() {
        loops.operations().endAll();
    }

    /** Ends all operations, then closes the connections, then leaves the event loops. */
    @Override
    public void close() {
        refuseOperations();
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        endOperations();
        loops.upkeep().endAll();
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

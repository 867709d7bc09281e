package io.aeroarrow.internal.net.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the deadlines of exchanges every 10 ms while there are any. A timer for each exchange would cost more than
 * most exchanges do.
 */
public final class TimeoutWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(TimeoutWatcher.class);

    private static final long TICK_MILLIS = 10;
    /** It keeps running this long without an exchange, because another one often follows. */
    static final int IDLE_TICKS = 10;

    private final Consumer<Runnable> scheduler;
    private final BooleanSupplier check;
    private final AtomicBoolean running = new AtomicBoolean();
    private int idleTicks;

    /**
     * @param check checks all deadlines once; returns whether there is any exchange
     */
    public TimeoutWatcher(EventLoops loops, BooleanSupplier check) {
        this(
                tick -> {
                    var unused = loops.schedule(tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
                },
                check);
    }

    /**
     * @param scheduler runs each task after the interval
     */
    TimeoutWatcher(Consumer<Runnable> scheduler, BooleanSupplier check) {
        this.scheduler = scheduler;
        this.check = check;
    }

    /**
     * Starts the checks, if they are not running. Call it when an exchange has started.
     *
     * @throws io.aeroarrow.error.ClientClosedException if the event loops have ended
     */
    public void start() {
        if (!running.get() && running.compareAndSet(false, true)) {
            idleTicks = 0;
            boolean scheduled = false;
            try {
                next();
                scheduled = true;
            } finally {
                if (!scheduled) {
                    running.set(false);
                }
            }
        }
    }

    boolean isRunning() {
        return running.get();
    }

    private void next() {
        scheduler.accept(this::tick);
    }

    private void tick() {
        idleTicks = isBusy() ? 0 : idleTicks + 1;
        if (idleTicks <= IDLE_TICKS) {
            next();
            return;
        }
        running.set(false);
        // An exchange may have started in between and seen the checks as still running.
        if (isBusy()) {
            start();
        }
    }

    /** A check that fails must not end the checks: all deadlines depend on them. */
    private boolean isBusy() {
        try {
            return check.getAsBoolean();
        } catch (RuntimeException | Error e) {
            LOG.error("a check of deadlines failed; the next one is due in {} ms", TICK_MILLIS, e);
            return true;
        }
    }
}

package io.aeroarrow.internal.net.loop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Looks again and again whether exchanges have run out of time, as long as there are any. A timer for each exchange
 * would cost more than most exchanges do.
 */
public final class TimeoutWatcher {

    private static final long TICK_MILLIS = 10;
    /** So long it goes on without any exchange, as there is often a next one. */
    private static final int IDLE_TICKS = 10;

    private final EventLoops loops;
    private final BooleanSupplier check;
    private final AtomicBoolean running = new AtomicBoolean();
    private int idleTicks;

    /**
     * @param check looks once, and tells whether there is any exchange
     */
    public TimeoutWatcher(EventLoops loops, BooleanSupplier check) {
        this.loops = loops;
        this.check = check;
    }

    /**
     * Sees that an exchange that has just started is watched.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the event loops have ended
     */
    public void start() {
        if (!running.get() && running.compareAndSet(false, true)) {
            idleTicks = 0;
            next();
        }
    }

    private void next() {
        var unused = loops.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        idleTicks = check.getAsBoolean() ? 0 : idleTicks + 1;
        if (idleTicks <= IDLE_TICKS) {
            next();
            return;
        }
        running.set(false);
        // An exchange may have started in between, and taken this for running.
        if (check.getAsBoolean()) {
            start();
        }
    }
}

package io.aeroarrow.internal.net.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.kotlinx.lincheck.annotations.Operation;
import org.jetbrains.kotlinx.lincheck.annotations.Validate;

/** Exchanges that start and end while the checks of their deadlines run out, for Lincheck, which makes instances. */
public final class TimeoutWatcherActions {

    private final AtomicInteger exchanges = new AtomicInteger();
    private final Queue<Runnable> scheduled = new ConcurrentLinkedQueue<>();
    private final TimeoutWatcher watcher = new TimeoutWatcher(scheduled::add, () -> exchanges.get() > 0);

    @Operation
    public void startExchange() {
        exchanges.incrementAndGet();
        watcher.start();
    }

    @Operation
    public void endExchange() {
        exchanges.updateAndGet(now -> Math.max(0, now - 1));
    }

    /** So many checks that they end without an exchange. */
    @Operation
    public void check() {
        for (int i = 0; i <= TimeoutWatcher.IDLE_TICKS + 1; i++) {
            Runnable tick = scheduled.poll();
            if (tick != null) {
                tick.run();
            }
        }
    }

    @Validate
    public void everyExchangeIsChecked() {
        int expected = watcher.isRunning() ? 1 : 0;
        if (scheduled.size() != expected || (exchanges.get() > 0 && expected == 0)) {
            throw new IllegalStateException(exchanges + " exchanges, " + scheduled.size() + " checks are scheduled,"
                    + " and the watcher runs: " + watcher.isRunning());
        }
    }
}

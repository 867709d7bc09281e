package io.aeroarrow.internal.net.loop;

import io.aeroarrow.internal.net.loop.RunningOperations.RunningOperation;
import java.util.concurrent.atomic.AtomicBoolean;

/** A task that runs once: after a delay, or when its client is closed. */
final class DelayedTask implements RunningOperation, Runnable {

    private final RunningOperations operations;
    private final Runnable task;
    private final AtomicBoolean started = new AtomicBoolean();

    DelayedTask(RunningOperations operations, Runnable task) {
        this.operations = operations;
        this.task = task;
    }

    boolean hasStarted() {
        return started.get();
    }

    @Override
    public void run() {
        if (started.compareAndSet(false, true)) {
            operations.remove(this);
            task.run();
        }
    }

    @Override
    public void clientClosed() {
        run();
    }
}

package io.aeroarrow.internal.net.loop;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs tasks on an executor of the user, and on the calling thread if that executor rejects them: each task completes a
 * future that somebody may wait for.
 */
public final class SafeExecutor implements Executor {

    private final Executor executor;

    private SafeExecutor(Executor executor) {
        this.executor = executor;
    }

    /** Wraps an executor, unless it is wrapped already. */
    public static Executor of(Executor executor) {
        return executor instanceof SafeExecutor ? executor : new SafeExecutor(executor);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }
}

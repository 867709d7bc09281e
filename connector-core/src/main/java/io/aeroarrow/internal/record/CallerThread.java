package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs what completes a future on the thread that waits for it: an event loop does not decode for it. */
public final class CallerThread implements Executor {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean left;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!left) {
                tasks.add(task);
                notifyAll();
                return;
            }
        }
        task.run();
    }

    /**
     * Waits for a result that this completes.
     *
     * @param writes whether the request may have changed something if it is given up
     */
    public <T> T await(CompletableFuture<T> future, boolean writes) {
        try {
            while (!future.isDone()) {
                next().run();
            }
        } catch (InterruptedException e) {
            future.cancel(true);
            AeroArrowException interrupted = Deadline.interrupted(e);
            throw writes ? ErrorDetails.of(interrupted).inDoubt().error() : interrupted;
        } finally {
            leave();
        }
        return result(future);
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AeroArrowException failure) {
                throw failure;
            }
            throw new IllegalStateException("a request failed in a way that is not foreseen", e.getCause());
        } catch (InterruptedException e) {
            throw Deadline.interrupted(e);
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        while (tasks.isEmpty()) {
            wait();
        }
        return tasks.remove();
    }

    private void leave() {
        synchronized (this) {
            left = true;
        }
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable poll() {
        return tasks.poll();
    }
}

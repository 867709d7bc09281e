package io.aeroarrow.internal.record;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.error.ErrorDetails;
import io.aeroarrow.internal.net.connection.Deadline;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs tasks on the thread that waits for a future, so that event loops do not decode for it. */
public final class CallerThreadExecutor implements Executor {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean closed;

    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (!closed) {
                tasks.add(task);
                notifyAll();
                return;
            }
        }
        task.run();
    }

    /**
     * Waits for a future that this executor completes.
     *
     * @param writes whether an interrupted request may have changed a record
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
            close();
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
            // An argument that only an answer shows to be invalid, such as the name of an index.
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("a request failed unexpectedly", e.getCause());
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

    private void close() {
        synchronized (this) {
            closed = true;
        }
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable poll() {
        return tasks.poll();
    }
}

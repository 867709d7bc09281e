package io.aeroarrow.python;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs on its own thread. Python waits for it in short steps, and reacts to signals in between.
 *
 * @param <T> the result
 */
public final class PendingCall<T> {

    /** Threads of other calls are used again: starting a thread costs more than a small read. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(PendingCall::thread);

    private static final String IDLE = "aeroarrow-idle-python";

    private final CountDownLatch done = new CountDownLatch(1);
    private final String name;
    private @Nullable Thread thread;
    private @Nullable T value;
    private @Nullable Throwable failure;
    private boolean cancelled;

    private PendingCall(String name) {
        this.name = "aeroarrow-python-" + name;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, IDLE);
        thread.setDaemon(true);
        return thread;
    }

    static <T> PendingCall<T> start(String name, Callable<T> call) {
        PendingCall<T> started = new PendingCall<>(name);
        THREADS.execute(() -> started.run(call));
        return started;
    }

    /** Keeps every failure, errors included: it is thrown to Python. */
    @SuppressWarnings("CatchingUnchecked")
    private void run(Callable<T> call) {
        Thread current = Thread.currentThread();
        current.setName(name);
        try {
            begin(current);
            keep(call.call());
        } catch (Throwable e) {
            failure = e;
        } finally {
            end();
            current.setName(IDLE);
            done.countDown();
        }
    }

    /** A call that was cancelled before it started is interrupted at its first wait. */
    private synchronized void begin(Thread current) {
        thread = current;
        if (cancelled) {
            current.interrupt();
        }
    }

    /** No later interrupt reaches the thread, which runs other calls; an earlier one is cleared. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private synchronized void end() {
        thread = null;
        Thread.interrupted();
    }

    private synchronized void keep(T result) throws Exception {
        if (!cancelled) {
            value = result;
        } else if (result instanceof AutoCloseable unused) {
            unused.close();
        }
    }

    /**
     * Waits for the end of the call.
     *
     * @param millis the longest time to wait
     * @return whether the call has ended
     * @throws InterruptedException if this thread is interrupted
     */
    public boolean await(long millis) throws InterruptedException {
        return done.await(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * {@return the result of a call that has ended} Throws the failure of the call.
     *
     * @throws Throwable the failure of the call
     */
    @SuppressWarnings("NullAway") // A call that has ended without a failure has a result.
    public synchronized T result() throws Throwable {
        if (done.getCount() > 0) {
            throw new IllegalStateException("the call has not ended");
        }
        if (failure != null) {
            throw failure;
        }
        return value;
    }

    /**
     * Interrupts the call and waits for its end. A result is closed.
     *
     * @throws Exception if a result cannot be closed
     */
    public void cancel() throws Exception {
        synchronized (this) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        boolean interrupted = false;
        while (done.getCount() > 0) {
            try {
                done.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        closeResult();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void closeResult() throws Exception {
        if (value instanceof AutoCloseable unused) {
            value = null;
            unused.close();
        }
    }

    /** Interrupts a thread and waits for its end. An interrupt of the waiting thread is kept for later. */
    static void end(Thread thread) {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

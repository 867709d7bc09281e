package io.aeroarrow.python;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A call that runs on its own thread. Python waits for it in short steps, and reacts to signals in between.
 *
 * @param <T> the result
 */
public final class PendingCall<T> {

    private static final AtomicLong NUMBER = new AtomicLong();

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable T value;
    private @Nullable Throwable failure;
    private boolean cancelled;

    private PendingCall(String name, Callable<T> call) {
        this.thread = new Thread(() -> run(call), "aeroarrow-python-" + name + "-" + NUMBER.incrementAndGet());
        thread.setDaemon(true);
    }

    static <T> PendingCall<T> start(String name, Callable<T> call) {
        PendingCall<T> started = new PendingCall<>(name, call);
        started.thread.start();
        return started;
    }

    /** Keeps every failure, errors included: it is thrown to Python. */
    @SuppressWarnings("CatchingUnchecked")
    private void run(Callable<T> call) {
        try {
            keep(call.call());
        } catch (Throwable e) {
            failure = e;
        } finally {
            done.countDown();
        }
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
            if (value instanceof AutoCloseable unused) {
                value = null;
                unused.close();
            }
        }
        end(thread);
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

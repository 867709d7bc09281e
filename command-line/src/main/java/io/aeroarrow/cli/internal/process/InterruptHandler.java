package io.aeroarrow.cli.internal.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Handles SIGINT (Ctrl-C) and SIGTERM: interrupts the worker thread and lets the JVM wait until it has cleaned up. The JVM
 * then exits with 128 plus the signal number.
 */
public final class InterruptHandler {

    /** Enough to delete a partial file and to close the connections. */
    private static final int CLEANUP_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;

    private InterruptHandler(Thread worker) {
        this.worker = worker;
    }

    /** Makes signals interrupt the calling thread until {@link #ended}. */
    public static InterruptHandler ofThisThread() {
        InterruptHandler interrupts = new InterruptHandler(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "aeroarrow-interrupt"));
        return interrupts;
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!ended.await(CLEANUP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println(
                        "aeroarrow: cleanup did not finish within " + CLEANUP_SECONDS + " s; a .part file may remain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Signals that the worker thread has finished, with or without an error. */
    public void ended() {
        ended.countDown();
    }
}

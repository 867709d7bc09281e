package io.aeroarrow.cli.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, and a polite kill: the thread that works is interrupted, and the JVM waits until it has put its things away.
 * The JVM itself then ends with 128 and the number of the signal.
 */
public final class Interrupts {

    /** Longer than it takes to delete a half file, and to tell the servers; shorter than a person's patience. */
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;

    private Interrupts(Thread worker) {
        this.worker = worker;
    }

    /** Makes signals interrupt the thread that calls this, until {@link #ended}. */
    public static Interrupts ofThisThread() {
        Interrupts interrupts = new Interrupts(Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "aeroarrow-interrupt"));
        return interrupts;
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("aeroarrow: stopped without an orderly end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The work is over, whichever way. */
    public void ended() {
        ended.countDown();
    }
}

package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.AeroArrowException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a stream waits for. The pool delivers it on any thread; the thread that reads the stream takes it.
 */
final class PendingConnection<C> {

    private final Consumer<C> giveBack;
    private @Nullable C connection;
    private @Nullable AeroArrowException failure;
    private Runnable listener = () -> {};
    private Runnable stopWaiting = () -> {};
    private boolean abandoned;

    /**
     * @param giveBack returns a connection to its pool
     */
    PendingConnection(Consumer<C> giveBack) {
        this.giveBack = giveBack;
    }

    void deliver(C opened) {
        boolean wanted;
        Runnable told;
        synchronized (this) {
            wanted = !abandoned;
            if (wanted) {
                connection = opened;
            }
            told = listener;
        }
        if (wanted) {
            told.run();
        } else {
            giveBack.accept(opened);
        }
    }

    void fail(AeroArrowException cause) {
        Runnable told;
        synchronized (this) {
            failure = cause;
            told = listener;
        }
        told.run();
    }

    /**
     * Sets what happens next, unless there already is a connection or a failure.
     *
     * @param delivered runs when there is one
     * @param stop gives up the wait for a busy connection
     * @return whether the caller has to wait
     */
    synchronized boolean await(Runnable delivered, Runnable stop) {
        stopWaiting = stop;
        boolean waits = connection == null && failure == null;
        if (waits) {
            listener = delivered;
        }
        return waits;
    }

    /**
     * Takes the connection.
     *
     * @throws AeroArrowException if there is none
     */
    synchronized C take() {
        C taken = connection;
        if (taken == null) {
            throw failure != null ? failure : new IllegalStateException("there is no connection yet");
        }
        connection = null;
        return taken;
    }

    /** Gives back the connection, now or when it arrives. */
    void abandon() {
        C unused;
        Runnable stop;
        synchronized (this) {
            abandoned = true;
            unused = connection;
            connection = null;
            stop = stopWaiting;
        }
        if (unused != null) {
            giveBack.accept(unused);
        }
        stop.run();
    }
}

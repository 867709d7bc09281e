package io.aeroarrow.flight.internal.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightRuntimeException;
import org.jspecify.annotations.Nullable;

/** A statement that runs. Others can end it; the thread that runs it closes it. */
public final class RunningStatement implements AutoCloseable {

    private final StatementRegistry registry;
    private final String id;
    private final String user;
    private final long maxRows;
    private final long startNanos = System.nanoTime();
    private final List<Runnable> cancelHooks = new ArrayList<>();
    private @Nullable CallStatus end;
    private boolean closed;
    private @Nullable Thread thread;
    private long rows;

    RunningStatement(StatementRegistry registry, String id, String user, long maxRows) {
        this.registry = registry;
        this.id = id;
        this.user = user;
        this.maxRows = maxRows;
    }

    String id() {
        return id;
    }

    String user() {
        return user;
    }

    long rows() {
        return rows;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** Binds the statement to the calling thread, which is interrupted when the statement is cancelled. */
    public synchronized void runsHere() {
        thread = Thread.currentThread();
        if (end != null) {
            thread.interrupt();
        }
    }

    /** Adds what ends a wait outside the statement's thread. Runs at once if the statement is already cancelled. */
    public void onCancel(Runnable hook) {
        synchronized (this) {
            if (end == null) {
                cancelHooks.add(hook);
                return;
            }
        }
        hook.run();
    }

    /** Ends the statement with a status, unless it has ended. */
    public void cancel(CallStatus status) {
        List<Runnable> hooks;
        synchronized (this) {
            if (closed || end != null) {
                return;
            }
            end = status;
            hooks = List.copyOf(cancelHooks);
        }
        hooks.forEach(Runnable::run);
        synchronized (this) {
            // A thread that has left the statement must not be interrupted: it may run another one.
            if (!closed && thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Returns the status with which the statement was ended, or null. */
    synchronized @Nullable CallStatus end() {
        return end;
    }

    /** Counts rows of the result. */
    public void addRows(long more) throws FlightRuntimeException {
        requireRunning();
        rows += more;
        if (maxRows > 0 && rows > maxRows) {
            throw CallStatus.RESOURCE_EXHAUSTED
                    .withDescription("the result has more than " + maxRows
                            + " rows, the limit of this server. Add a condition or a LIMIT.")
                    .toRuntimeException();
        }
    }

    /** Fails if the statement was cancelled. */
    public void requireRunning() {
        CallStatus status = end();
        if (status != null) {
            throw status.toRuntimeException();
        }
    }

    /** Leaves the registry, and clears an interrupt that was meant for this statement. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (thread == Thread.currentThread() && end != null) {
                Thread.interrupted();
            }
            thread = null;
        }
        registry.left(this);
    }
}

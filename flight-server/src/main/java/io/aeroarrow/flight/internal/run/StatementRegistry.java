package io.aeroarrow.flight.internal.run;

import io.aeroarrow.flight.config.StatementLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.CallStatus;

/** The statements that run. Admits them within the limits, and ends them when their time is over. Thread-safe. */
public final class StatementRegistry implements AutoCloseable {

    /** Enough for every client that cancels a statement before it has read all of its parts. */
    private static final int REMEMBERED_CANCELS = 10_000;

    private final StatementLimits limits;
    private final ServerMeters meters;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "flight-statement-clock");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<RunningStatement, ScheduledFuture<?>> running = new HashMap<>();
    private final Map<String, Integer> byUser = new HashMap<>();
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, Boolean> cancelOrder = new LinkedHashMap<>();
    private boolean closed;

    public StatementRegistry(StatementLimits limits, ServerMeters meters) {
        this.limits = limits;
        this.meters = meters;
        meters.gauge(this::size);
    }

    public StatementLimits limits() {
        return limits;
    }

    /** Returns the number of statements that run. */
    public synchronized int size() {
        return running.size();
    }

    /**
     * Admits a statement.
     *
     * @param id the statement; several parts of one statement have the same
     * @param user who runs it
     * @return the caller closes it
     */
    public synchronized RunningStatement open(String id, String user) {
        if (closed) {
            throw CallStatus.UNAVAILABLE
                    .withDescription("the server is shutting down")
                    .toRuntimeException();
        }
        if (cancelled.contains(id)) {
            throw CallStatus.CANCELLED
                    .withDescription("the statement was cancelled")
                    .toRuntimeException();
        }
        int mine = byUser.getOrDefault(user, 0);
        if (mine >= limits.concurrentPerUser()) {
            throw refused("user '" + user + "' runs " + mine + " statements, the most that a user may run at a time");
        }
        if (running.size() >= limits.concurrent()) {
            throw refused("the server runs " + running.size() + " statements, the most that it may run at a time");
        }
        RunningStatement statement = new RunningStatement(this, id, user, limits.rows());
        byUser.merge(user, 1, Integer::sum);
        Duration time = limits.time();
        running.put(
                statement,
                clock.schedule(
                        () -> statement.cancel(CallStatus.TIMED_OUT.withDescription(
                                "the statement took longer than " + time.toMillis() + " ms, the limit of this server")),
                        time.toMillis(),
                        TimeUnit.MILLISECONDS));
        return statement;
    }

    private static RuntimeException refused(String why) {
        return CallStatus.RESOURCE_EXHAUSTED
                .withDescription(why + ". Wait until one has ended, or close unread results.")
                .toRuntimeException();
    }

    void left(RunningStatement statement) {
        synchronized (this) {
            ScheduledFuture<?> deadline = running.remove(statement);
            if (deadline == null) {
                return;
            }
            deadline.cancel(false);
            byUser.computeIfPresent(statement.user(), (user, count) -> count == 1 ? null : count - 1);
            notifyAll();
        }
        meters.statement(statement);
    }

    /**
     * Cancels all parts of a statement, also those that have not started.
     *
     * @return whether a part was running
     */
    public boolean cancel(String id) {
        List<RunningStatement> parts;
        synchronized (this) {
            if (cancelled.add(id)) {
                cancelOrder.put(id, true);
                if (cancelOrder.size() > REMEMBERED_CANCELS) {
                    String oldest = cancelOrder.keySet().iterator().next();
                    cancelOrder.remove(oldest);
                    cancelled.remove(oldest);
                }
            }
            parts = running.keySet().stream()
                    .filter(statement -> statement.id().equals(id))
                    .toList();
        }
        parts.forEach(part -> part.cancel(CallStatus.CANCELLED.withDescription("the statement was cancelled")));
        return !parts.isEmpty();
    }

    /** Ends all statements, and waits until they have ended. */
    @Override
    public void close() {
        List<RunningStatement> left;
        synchronized (this) {
            closed = true;
            left = List.copyOf(running.keySet());
        }
        left.forEach(
                statement -> statement.cancel(CallStatus.UNAVAILABLE.withDescription("the server is shutting down")));
        boolean interrupted = false;
        synchronized (this) {
            while (!running.isEmpty()) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        clock.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

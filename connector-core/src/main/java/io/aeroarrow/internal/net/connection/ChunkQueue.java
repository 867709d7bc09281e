package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes the bytes that event loops receive to the one thread that decodes them. Several connections may feed one
 * queue. It never blocks an event loop: instead, a connection with too many queued bytes stops reading (back-pressure),
 * and so does each connection while the client's memory budget is exceeded.
 */
public final class ChunkQueue implements ExchangeListener, AutoCloseable {

    /** An event on a connection. */
    public sealed interface Event {
        Connection connection();
    }

    /** Bytes arrived. The thread that takes the event owns them. */
    public record Received(Connection connection, ByteBuf bytes) implements Event {}

    /** The connection broke; no further events follow. */
    public record Broken(Connection connection, Throwable cause) implements Event {}

    /** Ends a wait without an event. */
    private record Woken() implements Event {
        @Override
        public Connection connection() {
            throw new IllegalStateException("this event has no connection");
        }
    }

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final MemoryBudget.Share share;
    /** Connections whose events wait, and these events. Used only by the thread that decodes. */
    private final Set<Connection> held = new HashSet<>();

    private final Deque<Event> heldEvents = new ArrayDeque<>();
    private volatile boolean closed;

    /** Creates a queue without a limit of its own, for one small answer. */
    public ChunkQueue() {
        this(MemoryBudget.unlimited().share());
    }

    /**
     * Creates a queue whose bytes count.
     *
     * @param share remains the caller's
     */
    public ChunkQueue(MemoryBudget.Share share) {
        this.share = share;
    }

    @Override
    public void received(Connection connection, ByteBuf bytes) {
        share.acquire(bytes.readableBytes());
        if (share.isOver()) {
            // Before the event is queued, so that taking it resumes the connection.
            connection.pause();
        }
        offer(new Received(connection, bytes));
    }

    @Override
    public void broken(Connection connection, Throwable cause) {
        offer(new Broken(connection, cause));
    }

    /** Ends the wait of {@link #poll}. */
    public void wake() {
        offer(new Woken());
    }

    private void offer(Event event) {
        events.add(event);
        if (closed) {
            // The consumer may have drained the queue just before this event was added.
            drain();
        }
    }

    /**
     * Waits for the next event.
     *
     * @param nanos the longest time to wait
     * @return null if no event occurred within that time, or if {@link #wake} was called
     * @throws io.aeroarrow.error.ProtocolViolationException if the received bytes cannot be decompressed
     */
    public @Nullable Event poll(long nanos) throws InterruptedException {
        Event event = nextReleased();
        long start = System.nanoTime();
        while (event == null) {
            Event next = events.poll();
            if (next == null) {
                long left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
                next = left > 0 ? events.poll(left, TimeUnit.NANOSECONDS) : null;
            }
            if (next == null || next instanceof Woken) {
                return null;
            }
            if (held.contains(next.connection())) {
                heldEvents.add(next);
            } else {
                event = next;
            }
        }
        if (event instanceof Received received) {
            share.release(received.bytes.readableBytes());
            return new Received(received.connection, received.connection.take(received.bytes));
        }
        return event;
    }

    private @Nullable Event nextReleased() {
        for (Event event : heldEvents) {
            if (!held.contains(event.connection())) {
                heldEvents.remove(event);
                return event;
            }
        }
        return null;
    }

    /**
     * Sets whether {@link #poll} leaves out a connection. Its events wait, and its back-pressure stops it. Called by the
     * thread that decodes.
     */
    public void hold(Connection connection, boolean hold) {
        if (hold) {
            held.add(connection);
        } else {
            held.remove(connection);
        }
    }

    /** Releases the queued bytes, and bytes that arrive later. */
    @Override
    public void close() {
        closed = true;
        drain();
        heldEvents.forEach(this::drop);
        heldEvents.clear();
    }

    private void drain() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            drop(event);
        }
    }

    private void drop(Event event) {
        if (event instanceof Received received) {
            share.release(received.bytes.readableBytes());
            received.bytes.release();
        }
    }
}

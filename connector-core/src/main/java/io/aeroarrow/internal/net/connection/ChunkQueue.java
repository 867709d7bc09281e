package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes the bytes of one small answer from an event loop to the thread that waits for it. It never blocks an event loop: a
 * connection with too many queued bytes stops reading (back-pressure).
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

    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    @Override
    public void received(Connection connection, ByteBuf bytes) {
        offer(new Received(connection, bytes));
    }

    @Override
    public void broken(Connection connection, Throwable cause) {
        offer(new Broken(connection, cause));
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
     * @return null if no event occurred within that time
     * @throws io.aeroarrow.error.ProtocolViolationException if the received bytes cannot be decompressed
     */
    public @Nullable Event poll(long nanos) throws InterruptedException {
        Event event = events.poll(nanos, TimeUnit.NANOSECONDS);
        return event instanceof Received received
                ? new Received(received.connection, received.connection.take(received.bytes))
                : event;
    }

    /** Releases the queued bytes, and bytes that arrive later. */
    @Override
    public void close() {
        closed = true;
        drain();
    }

    private void drain() {
        for (Event event = events.poll(); event != null; event = events.poll()) {
            if (event instanceof Received received) {
                received.bytes.release();
            }
        }
    }
}

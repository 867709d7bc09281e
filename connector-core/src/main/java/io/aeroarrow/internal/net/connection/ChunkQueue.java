package io.aeroarrow.internal.net.connection;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands what connections receive from their event loops to the one thread that decodes it. Several connections may
 * feed one queue. It never blocks an event loop: a connection whose chunks pile up stops reading instead.
 */
public final class ChunkQueue implements ExchangeListener, AutoCloseable {

    /** Something that happened on a connection. */
    public sealed interface Event {
        Connection connection();
    }

    /** Bytes came in; whoever takes the event owns them. */
    public record Received(Connection connection, ByteBuf bytes) implements Event {}

    /** The connection broke; nothing more comes from it. */
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
            // The consumer may have emptied the queue just before.
            drain();
        }
    }

    /**
     * Waits for the next event.
     *
     * @param nanos how long to wait at most
     * @return null if nothing happened for so long
     * @throws io.aeroarrow.error.ProtocolViolationException if what came in cannot be decompressed
     */
    public @Nullable Event poll(long nanos) throws InterruptedException {
        Event event = events.poll();
        if (event == null && nanos > 0) {
            event = events.poll(nanos, TimeUnit.NANOSECONDS);
        }
        return event instanceof Received received
                ? new Received(received.connection, received.connection.take(received.bytes))
                : event;
    }

    /** Gives back what is queued, and what may still come. */
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

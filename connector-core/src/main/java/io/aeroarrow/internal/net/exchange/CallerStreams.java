package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.ConnectionFailedException;
import io.aeroarrow.internal.net.connection.CallerConnection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.connection.ReceiveBuffer;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Streams that the calling thread reads itself. It takes the readable connections in turn. */
final class CallerStreams extends AnswerStreams {

    private final Selector selector;
    /** Streams that were readable when last checked, and may have more bytes. */
    private final Deque<Stream> ready = new ArrayDeque<>();
    /** The stream that was read last. Its memory is passed on, so that a scan of many nodes needs one buffer. */
    private @Nullable Stream lastRead;

    /** Another thread breaks these when the client is closed. */
    private final Set<Stream> running = ConcurrentHashMap.newKeySet();

    CallerStreams(RunningOperations operations, MemoryBudget.Share memory) {
        super(operations, memory);
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new ConnectionFailedException("cannot open a selector", e);
        }
    }

    @Override
    public AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline) {
        Stream stream = new Stream(pool);
        stream.beginLater(request, deadline);
        return stream;
    }

    @Override
    public @Nullable Event poll(Deadline deadline) {
        long start = System.nanoTime();
        long timeout = deadline.waitNanos();
        while (true) {
            requireNotInterrupted();
            requireOpen();
            Event arrival = nextArrival();
            if (arrival != null) {
                return arrival;
            }
            for (Stream next = ready.poll(); next != null; next = ready.poll()) {
                Event event = next.isReadable() ? next.read() : null;
                if (event != null) {
                    return event;
                }
            }
            long left = timeout == Long.MAX_VALUE ? timeout : timeout - (System.nanoTime() - start);
            if (left <= 0) {
                return null;
            }
            select(left);
        }
    }

    private static void requireNotInterrupted() {
        if (Thread.interrupted()) {
            throw Deadline.interrupted(new InterruptedException());
        }
    }

    private void select(long nanos) {
        try {
            // Zero would wait without a limit.
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            selector.select(key -> ready.add((Stream) key.attachment()), millis);
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        } catch (ClosedSelectorException e) {
            requireOpen();
            throw e;
        }
    }

    @Override
    void wake() {
        selector.wakeup();
    }

    @Override
    void breakAll() {
        running.forEach(stream -> stream.connection().close());
        // Wakes the waiting thread. The sockets stay open as long as a selector has them.
        closeSelector();
    }

    @Override
    public void close() {
        super.close();
        ready.clear();
        closeSelector();
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector failed", e);
        }
    }

    private final class Stream extends PooledStream<CallerConnection> {
        private final ReceiveBuffer buffer = new ReceiveBuffer();
        private boolean ended;
        private boolean paused;
        /** Whether it was readable when it was paused. */
        private boolean wasReady;

        Stream(ConnectionPool pool) {
            super(pool);
        }

        @Override
        Runnable take(Deadline deadline, PendingConnection<CallerConnection> wanted) {
            return pool().takeForCallerAsync(deadline, wanted::deliver, wanted::fail);
        }

        @Override
        void attach() {
            running.add(this);
        }

        boolean isReadable() {
            wasReady |= paused;
            return !ended && !paused;
        }

        @Override
        void hold(boolean pause) {
            if (paused == pause || ended) {
                return;
            }
            paused = pause;
            connection().select(selector, !pause);
            if (!pause && wasReady) {
                wasReady = false;
                ready.add(this);
            }
        }

        @Override
        void write(RequestEncoder request, Deadline deadline) {
            CallerConnection open = connection();
            open.startStream(request.encode(open::buffer), deadline);
            open.register(selector, this);
        }

        @Override
        void endAnswer() {
            connection().endStream(selector);
        }

        @Override
        boolean isReady() {
            return connection().isReady();
        }

        /** Null if there is nothing to read. */
        @Nullable
        Event read() {
            Stream last = lastRead;
            if (last != null && last != this) {
                buffer.takeFrom(last.buffer);
            }
            lastRead = this;
            try {
                ByteBuf chunk = connection().readChunk(buffer);
                if (chunk == null) {
                    return null;
                }
                if (buffer.wasFull()) {
                    ready.add(this);
                }
                return new Received(this, chunk);
            } catch (IOException e) {
                requireNotInterrupted();
                requireOpen();
                return new Broken(this, e);
            }
        }

        @Override
        boolean end() {
            boolean first = !ended;
            if (first) {
                ended = true;
                running.remove(this);
                buffer.close();
            }
            return first;
        }

        @Override
        void giveBack(CallerConnection taken) {
            pool().give(taken);
        }
    }
}

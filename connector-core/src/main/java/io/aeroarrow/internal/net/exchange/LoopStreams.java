package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.internal.net.connection.ChunkQueue;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Streams that event loops read. */
final class LoopStreams extends AnswerStreams {

    private final ChunkQueue chunks;
    /** Another thread breaks these when the client is closed. */
    private final Map<Connection, Stream> running = new ConcurrentHashMap<>();

    private final AtomicBoolean woken = new AtomicBoolean();

    LoopStreams(RunningOperations operations, MemoryBudget.Share memory) {
        super(operations, memory);
        chunks = new ChunkQueue(memory);
    }

    @Override
    public AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline) {
        Stream stream = new Stream(pool);
        stream.beginLater(request, deadline);
        return stream;
    }

    @Override
    public @Nullable Event poll(Deadline deadline) {
        while (true) {
            requireOpen();
            Event arrival = nextArrival();
            if (arrival != null) {
                return arrival;
            }
            ChunkQueue.Event event = deadline.poll(chunks);
            if (event == null) {
                if (woken.getAndSet(false)) {
                    continue;
                }
                return null;
            }
            Stream stream = running.get(event.connection());
            if (event instanceof ChunkQueue.Received received) {
                if (stream != null) {
                    return new Received(stream, received.bytes());
                }
                // These bytes arrived before their stream was abandoned.
                received.bytes().release();
            } else if (event instanceof ChunkQueue.Broken broken && stream != null) {
                requireOpen();
                return new Broken(stream, broken.cause());
            }
        }
    }

    @Override
    void wake() {
        woken.set(true);
        chunks.wake();
    }

    @Override
    void breakAll() {
        running.keySet().forEach(connection -> {
            connection.close();
            chunks.broken(connection, RunningOperations.closedError());
        });
    }

    @Override
    public void close() {
        chunks.close();
        super.close();
    }

    private final class Stream extends PooledStream<Connection> {

        Stream(ConnectionPool pool) {
            super(pool);
        }

        @Override
        Runnable take(Deadline deadline, PendingConnection<Connection> wanted) {
            return pool().takeAsync(deadline, wanted::deliver, wanted::fail);
        }

        @Override
        void attach() {
            running.put(connection(), this);
        }

        @Override
        void write(RequestEncoder request, Deadline deadline) {
            connection().send(request.encode(PooledByteBufAllocator.DEFAULT::directBuffer), chunks);
        }

        @Override
        void hold(boolean paused) {
            chunks.hold(connection(), paused);
        }

        @Override
        void endAnswer() {
            connection().finish();
        }

        @Override
        boolean isReady() {
            return connection().isReady();
        }

        @Override
        boolean end() {
            boolean first = running.remove(connection(), this);
            if (first) {
                hold(false);
            }
            return first;
        }

        @Override
        void giveBack(Connection taken) {
            pool().give(taken);
        }
    }
}

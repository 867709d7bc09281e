package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.internal.net.connection.ChunkQueue;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Streams that event loops read. */
final class LoopStreams extends AnswerStreams {

    private final MemoryBudget.Share share;
    private final ChunkQueue chunks;
    private final Map<Connection, Stream> running = new HashMap<>();

    LoopStreams(MemoryBudget.Share share) {
        this.share = share;
        chunks = new ChunkQueue(share);
    }

    @Override
    public AnswerStream start(ConnectionPool pool, RequestEncoder request, Deadline deadline) {
        return start(pool, pool.take(deadline), request);
    }

    @Override
    public @Nullable AnswerStream startIfFree(ConnectionPool pool, RequestEncoder request, Deadline deadline) {
        Connection free = pool.takeIfFree(deadline);
        return free == null ? null : start(pool, free, request);
    }

    private AnswerStream start(ConnectionPool pool, Connection connection, RequestEncoder request) {
        Stream stream = new Stream(pool, connection);
        running.put(connection, stream);
        try {
            connection.send(request.encode(PooledByteBufAllocator.DEFAULT::directBuffer), chunks);
        } catch (RuntimeException e) {
            stream.abandon();
            throw e;
        }
        return stream;
    }

    @Override
    public @Nullable Event poll(Deadline deadline) {
        while (true) {
            ChunkQueue.Event event = deadline.poll(chunks);
            if (event == null) {
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
                return new Broken(stream, broken.cause());
            }
        }
    }

    @Override
    public void close() {
        chunks.close();
        share.close();
    }

    private final class Stream implements AnswerStream {
        private final ConnectionPool pool;
        private final Connection connection;

        Stream(ConnectionPool pool, Connection connection) {
            this.pool = pool;
            this.connection = connection;
        }

        @Override
        public void pause(boolean paused) {
            chunks.hold(connection, paused);
        }

        @Override
        public void finish() {
            pause(false);
            running.remove(connection);
            try {
                connection.finish();
            } finally {
                pool.give(connection);
            }
        }

        @Override
        public void abandon() {
            pause(false);
            running.remove(connection);
            connection.close();
            pool.give(connection);
        }
    }
}

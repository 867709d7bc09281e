package io.aeroarrow.internal.net.exchange;

import io.aeroarrow.error.ProtocolViolationException;
import io.aeroarrow.internal.net.connection.ChunkQueue;
import io.aeroarrow.internal.net.connection.Connection;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.loop.RunningOperations;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Streams that event loops read. */
final class LoopStreams extends AnswerStreams {

    private final MemoryBudget.Share share;
    private final ChunkQueue chunks;
    /** Another thread breaks these when the client is closed. */
    private final Map<Connection, Stream> running = new ConcurrentHashMap<>();

    LoopStreams(RunningOperations operations, MemoryBudget.Share share) {
        super(operations);
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
        stream.send(request);
        return stream;
    }

    @Override
    public @Nullable Event poll(Deadline deadline) {
        while (true) {
            requireOpen();
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
                requireOpen();
                return new Broken(stream, broken.cause());
            }
        }
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
        super.close();
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

        void send(RequestEncoder request) {
            try {
                requireOpen();
                connection.send(request.encode(PooledByteBufAllocator.DEFAULT::directBuffer), chunks);
            } catch (RuntimeException e) {
                abandon();
                requireOpen();
                throw e;
            }
        }

        @Override
        public void pause(boolean paused) {
            chunks.hold(connection, paused);
        }

        @Override
        public boolean sendAgain(RequestEncoder request, Deadline deadline) {
            boolean fit;
            try {
                connection.finish();
                fit = connection.isReady();
            } catch (ProtocolViolationException e) {
                fit = false;
            } catch (RuntimeException e) {
                abandon();
                requireOpen();
                throw e;
            }
            if (!fit) {
                abandon();
                return false;
            }
            send(request);
            return true;
        }

        // A connection must be given back once, however often its stream ends.

        @Override
        public void finish() {
            if (running.remove(connection, this)) {
                pause(false);
                try {
                    connection.finish();
                } finally {
                    pool.give(connection);
                }
            }
        }

        @Override
        public void abandon() {
            if (running.remove(connection, this)) {
                pause(false);
                connection.close();
                pool.give(connection);
            }
        }
    }
}

package io.aeroarrow.bench.measure;

import io.aeroarrow.internal.info.ServerBuild;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.connection.MemoryBudget;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.internal.request.BatchReadRequest;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.jspecify.annotations.Nullable;

/**
 * Receives the answer to a scan or batch read from one node and discards it. As in the client, the calling thread reads
 * from a pooled connection. Only frame boundaries are decoded.
 */
public final class Drain implements AutoCloseable {

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final EventLoops loops = EventLoops.join();
    private final ConnectionPool pool;

    public Drain(String host, int port) {
        HostAddress address = new HostAddress(host, port);
        ClientConfig config = ClientConfig.of(host, port);
        pool = new ConnectionPool(loops, Endpoint.of(address, config), config);
    }

    /**
     * Scans some bins of a set.
     *
     * @param maxRecords maximum number of records; 0 for all
     * @param target receives each chunk before it is released
     * @return the number of bytes received
     */
    public long scan(String namespace, String set, List<String> bins, long maxRecords, Consumer<ByteBuf> target)
            throws IOException {
        QueryRequest.Share share = new QueryRequest.Share(maxRecords);
        BitSet all = new BitSet(PartitionSet.PARTITIONS);
        all.set(0, PartitionSet.PARTITIONS);
        share.addFresh(all);
        QueryRequest.Spec spec = new QueryRequest.Spec(
                namespace, set, null, BinSelection.of(bins), false, null, 0, SOCKET_TIMEOUT_MILLIS);
        return drainAnswer(
                QueryRequest.encode(spec, share, ThreadLocalRandom.current().nextLong() | 1, ServerBuild.UNKNOWN),
                target);
    }

    /**
     * Reads records by digest, in one request.
     *
     * @param digests the digests, 20 bytes each
     * @return the number of bytes received
     */
    public long lookUp(String namespace, String set, List<String> bins, FixedSizeBinaryVector digests)
            throws IOException {
        long address = digests.getDataBufferAddress();
        ByteBuf request = BatchReadRequest.encode(
                namespace,
                set,
                BinSelection.of(bins),
                List.of(),
                null,
                ServerBuild.UNKNOWN,
                ReadRouting.DEFAULT,
                key -> address + (long) key * digests.getByteWidth(),
                IntStream.range(0, digests.getValueCount()).toArray(),
                SOCKET_TIMEOUT_MILLIS);
        return drainAnswer(request, chunk -> {});
    }

    private long drainAnswer(ByteBuf request, Consumer<ByteBuf> target) throws IOException {
        FrameTracker ends = new FrameTracker();
        Deadline deadline = Deadline.start(new Timeouts(Duration.ofMillis(SOCKET_TIMEOUT_MILLIS), Duration.ZERO, 0));
        try (AnswerStreams streams = AnswerStreams.open(loops.operations(), MemoryBudget.unlimited())) {
            AnswerStream answer = streams.start(pool, buffers -> request, deadline);
            while (!ends.sawLast()) {
                AnswerStreams.Event event = streams.poll(deadline);
                if (!(event instanceof AnswerStreams.Sent)) {
                    receive(event, ends, target);
                }
            }
            answer.finish(false);
        }
        return ends.bytes();
    }

    private static void receive(AnswerStreams.@Nullable Event event, FrameTracker ends, Consumer<ByteBuf> target)
            throws IOException {
        if (!(event instanceof AnswerStreams.Received received)) {
            throw new IOException("the answer ended early: " + event);
        }
        ByteBuf chunk = received.bytes();
        try {
            ends.accept(chunk);
            target.accept(chunk);
        } finally {
            chunk.release();
        }
    }

    @Override
    public void close() {
        pool.close();
        loops.close();
    }
}

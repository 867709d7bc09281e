package io.aeroarrow.bench;

import io.aeroarrow.model.BinSelection;
import io.aeroarrow.policy.ClientConfig;
import io.aeroarrow.policy.HostAddress;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.policy.ReadRouting;
import io.aeroarrow.policy.Timeouts;
import io.aeroarrow.internal.net.exchange.AnswerStream;
import io.aeroarrow.internal.net.exchange.AnswerStreams;
import io.aeroarrow.internal.net.pool.ConnectionPool;
import io.aeroarrow.internal.net.connection.Deadline;
import io.aeroarrow.internal.net.connection.Endpoint;
import io.aeroarrow.internal.net.loop.EventLoops;
import io.aeroarrow.internal.request.BatchReadRequest;
import io.aeroarrow.internal.request.QueryRequest;
import io.aeroarrow.internal.info.ServerBuild;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FixedSizeBinaryVector;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the answer of one node to a scan or a batch read as the client itself does, by the calling thread from a pooled
 * connection, and lets it go again: nothing is decoded but where frames end.
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
     * Scans the set for some bins.
     *
     * @param maxRecords the most records, 0 for all
     * @param target sees each chunk before it is let go
     * @return the bytes that came
     */
    public long scan(String namespace, String set, List<String> bins, long maxRecords, Consumer<ByteBuf> target)
            throws IOException {
        QueryRequest.Share share = new QueryRequest.Share(maxRecords);
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            share.addFresh(partition);
        }
        QueryRequest.Spec spec =
                new QueryRequest.Spec(namespace, set, null, BinSelection.of(bins), null, 0, SOCKET_TIMEOUT_MILLIS);
        return takeAnswer(
                QueryRequest.encode(spec, share, ThreadLocalRandom.current().nextLong() | 1, ServerBuild.UNKNOWN),
                target);
    }

    /**
     * Looks up keys.
     *
     * @param digests of the keys, 20 bytes each
     * @return the bytes that came
     */
    public long lookUp(String namespace, String set, List<String> bins, FixedSizeBinaryVector digests)
            throws IOException {
        long address = digests.getDataBufferAddress();
        ByteBuf request = BatchReadRequest.encode(
                namespace,
                set,
                BinSelection.of(bins),
                null,
                ServerBuild.UNKNOWN,
                ReadRouting.DEFAULT,
                key -> address + (long) key * digests.getByteWidth(),
                IntStream.range(0, digests.getValueCount()).toArray(),
                SOCKET_TIMEOUT_MILLIS);
        return takeAnswer(request, chunk -> {});
    }

    private long takeAnswer(ByteBuf request, Consumer<ByteBuf> target) throws IOException {
        FrameEnds ends = new FrameEnds();
        Deadline deadline = Deadline.start(new Timeouts(Duration.ofMillis(SOCKET_TIMEOUT_MILLIS), Duration.ZERO, 0));
        try (AnswerStreams streams = AnswerStreams.open(false)) {
            AnswerStream answer = streams.start(pool, buffers -> request, deadline);
            while (!ends.sawLast()) {
                take(streams.poll(deadline), ends, target);
            }
            answer.finish();
        }
        return ends.bytes();
    }

    private static void take(AnswerStreams.@Nullable Event event, FrameEnds ends, Consumer<ByteBuf> target)
            throws IOException {
        if (!(event instanceof AnswerStreams.Received received)) {
            throw new IOException("the answer broke off: " + event);
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

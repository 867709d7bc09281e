package io.aeroarrow.bench;

import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.model.ReadRouting;
import io.aeroarrow.net.ChunkQueue;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.Endpoint;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.protocol.BatchReadRequest;
import io.aeroarrow.protocol.QueryRequest;
import io.aeroarrow.protocol.ServerBuild;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.arrow.vector.FixedSizeBinaryVector;

/**
 * Takes in the answer of one node to a scan or a batch read through the client's own pipeline and lets it go again: event loop, pooled buffers and
 * the hand-off to the calling thread are all there, and nothing is decoded but where frames end.
 */
public final class Drain implements AutoCloseable {

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final EventLoops loops = EventLoops.join();
    private final Connection connection;

    public Drain(String host, int port) {
        HostAddress address = new HostAddress(host, port);
        connection = Connection.open(loops, Endpoint.of(address, ClientConfig.of(host, port)));
    }

    /**
     * Scans the set for some bins.
     *
     * @param maxRecords the most records, 0 for all
     * @param target sees each chunk before it is let go
     * @return the bytes that came
     */
    public long scan(String namespace, String set, List<String> bins, long maxRecords, Consumer<ByteBuf> target)
            throws Exception {
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
            throws Exception {
        int[] indexes = IntStream.range(0, digests.getValueCount()).toArray();
        ByteBuf request = BatchReadRequest.encode(
                namespace,
                set,
                BinSelection.of(bins),
                null,
                ServerBuild.UNKNOWN,
                ReadRouting.DEFAULT,
                digests.getDataBufferAddress(),
                indexes,
                0,
                indexes.length,
                SOCKET_TIMEOUT_MILLIS);
        return takeAnswer(request, chunk -> {});
    }

    private long takeAnswer(ByteBuf request, Consumer<ByteBuf> target) throws Exception {
        FrameEnds ends = new FrameEnds();
        try (ChunkQueue chunks = new ChunkQueue()) {
            connection.send(request, chunks);
            while (!ends.sawLast()) {
                take(chunks, ends, target);
            }
        }
        connection.finish();
        return ends.bytes();
    }

    private static void take(ChunkQueue chunks, FrameEnds ends, Consumer<ByteBuf> target) throws Exception {
        ChunkQueue.Event event = chunks.poll(TimeUnit.MILLISECONDS.toNanos(SOCKET_TIMEOUT_MILLIS));
        if (!(event instanceof ChunkQueue.Received received)) {
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
        connection.close();
        loops.close();
    }
}

package io.aeroarrow.bench.decoding;

import io.aeroarrow.model.BinSelection;
import io.aeroarrow.model.ClientConfig;
import io.aeroarrow.model.HostAddress;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.net.ChunkQueue;
import io.aeroarrow.net.Connection;
import io.aeroarrow.net.Endpoint;
import io.aeroarrow.net.EventLoops;
import io.aeroarrow.protocol.QueryRequest;
import io.aeroarrow.protocol.ServerBuild;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes in the answer to a scan through the client's own pipeline and lets it go again: event loop, pooled buffers and
 * the hand-off to the calling thread are all there, and nothing is decoded but where frames end.
 */
final class Drain implements AutoCloseable {

    private static final int SOCKET_TIMEOUT_MILLIS = 30_000;

    private final EventLoops loops = EventLoops.join();
    private final Connection connection;

    Drain(String host, int port) {
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
    long scan(List<String> bins, long maxRecords, Consumer<ByteBuf> target) throws Exception {
        QueryRequest.Share share = new QueryRequest.Share(maxRecords);
        for (int partition = 0; partition < PartitionSet.PARTITIONS; partition++) {
            share.addFresh(partition);
        }
        QueryRequest.Spec spec = new QueryRequest.Spec(
                SevenBins.NAMESPACE, SevenBins.SET, null, BinSelection.of(bins), null, 0, SOCKET_TIMEOUT_MILLIS);
        FrameEnds ends = new FrameEnds();
        try (ChunkQueue chunks = new ChunkQueue()) {
            connection.send(
                    QueryRequest.encode(spec, share, ThreadLocalRandom.current().nextLong() | 1, ServerBuild.UNKNOWN),
                    chunks);
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
            throw new IOException("the scan broke off: " + event);
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

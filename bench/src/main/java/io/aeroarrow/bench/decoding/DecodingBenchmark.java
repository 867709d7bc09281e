package io.aeroarrow.bench.decoding;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.arrow.decode.RecordAppender;
import io.aeroarrow.internal.bytes.RawMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Decodes captured frames to Arrow vectors, directly and through row objects; as the limit, copies the frames. The frames
 * exceed the CPU caches. An operation is one record. {@code bytes} per microsecond equal megabytes per second on the
 * wire.
 */
@SuppressWarnings("NullAway.Init") // JMH calls open() first.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-opens=java.base/java.nio=ALL-UNNAMED")
public class DecodingBenchmark {

    private static final int COPIES = 64;
    static final int RECORDS = COPIES * CapturedFrames.RECORDS;
    /** Bytes per read of the socket. */
    private static final int CHUNK = 256 << 10;

    private static final int BATCH_ROWS = 16_384;
    private static final long BATCH_BYTES = 32L << 20;

    /** The bins to decode: {@code all}, {@code scalars}, or one bin of {@link SevenBins}. */
    @Param({"scalars", "all", "id", "name", "score", "flag", "tags", "place", "hash"})
    public String bins = "all";

    private BufferAllocator allocator;
    private VectorSchemaRoot root;
    private RecordAppender appender;
    private final RecordBlock block = new RecordBlock();
    private RowObjectDecoder rowObjects;
    private byte[] frames;
    private ByteBuf stream;
    private ByteBuf target;

    /** Counts bytes, which JMH reports as a rate. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Wire {
        public long bytes;

        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
        }
    }

    @Setup
    public void open() throws IOException {
        Schema schema = schema(bins);
        Set<String> names = schema.getFields().stream().map(Field::getName).collect(Collectors.toSet());
        frames = CapturedFrames.of(names);
        stream = Unpooled.directBuffer(COPIES * frames.length);
        for (int i = 0; i < COPIES; i++) {
            stream.writeBytes(frames);
        }
        target = Unpooled.directBuffer(COPIES * frames.length);
        allocator = new RootAllocator();
        root = VectorSchemaRoot.create(schema, allocator);
        RecordAppender.Source source = new RecordAppender.Source(SevenBins.NAMESPACE, SevenBins.SET, OnMismatch.FAIL);
        appender = new RecordAppender(root, source, BATCH_ROWS, BATCH_BYTES);
        rowObjects = new RowObjectDecoder(root);
    }

    private static Schema schema(String bins) {
        if (bins.equals("all")) {
            return SevenBins.ALL;
        }
        return bins.equals("scalars") ? SevenBins.SCALARS : new Schema(List.of(SevenBins.ALL.findField(bins)));
    }

    /** Returns the bytes that one call decodes. */
    int bytes() {
        return stream.writerIndex();
    }

    @TearDown
    public void close() {
        root.close();
        allocator.close();
        stream.release();
        target.release();
    }

    /** Decodes to vectors directly, as AeroArrow does. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long toVectors(Wire wire) {
        long rows = 0;
        try (RecordDecoder decoder = new RecordDecoder()) {
            appender.startBatch();
            for (int from = 0; from < stream.writerIndex(); from += CHUNK) {
                decoder.offer(stream.retainedSlice(from, Math.min(CHUNK, stream.writerIndex() - from)));
                while (fill(decoder)) {
                    appender.append(block);
                    if (appender.isFull()) {
                        appender.finishBatch();
                        rows += root.getRowCount();
                        appender.startBatch();
                    }
                }
            }
            appender.finishBatch();
        }
        wire.bytes += stream.writerIndex();
        return check(rows + root.getRowCount());
    }

    private boolean fill(RecordDecoder decoder) {
        int limit = Math.min(RecordBlock.CAPACITY, appender.room());
        block.clear();
        while (block.size() < limit && decoder.next(block.get(block.size()))) {
            block.add();
        }
        return block.size() > 0;
    }

    /** Decodes to row objects, as the official client does, and writes them to vectors. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long throughRowObjects(Wire wire) {
        long rows = 0;
        for (int copy = 0; copy < COPIES; copy++) {
            rows += rowObjects.decode(frames, BATCH_ROWS);
        }
        wire.bytes += stream.writerIndex();
        return check(rows);
    }

    /** The limit: copies the bytes and decodes nothing. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long copyOnly(Wire wire) {
        int bytes = stream.writerIndex();
        for (int from = 0; from < bytes; from += CHUNK) {
            RawMemory.copy(stream.memoryAddress() + from, target.memoryAddress() + from, Math.min(CHUNK, bytes - from));
        }
        wire.bytes += bytes;
        return RECORDS;
    }

    private static long check(long rows) {
        if (rows != RECORDS) {
            throw new IllegalStateException("decoded " + rows + " rows; expected " + RECORDS);
        }
        return rows;
    }
}

package io.aeroarrow.internal.arrow.decode;

import io.aeroarrow.arrow.schema.OnMismatch;
import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import io.aeroarrow.internal.answer.RecordDecoder;
import io.aeroarrow.internal.bytes.RawMemory;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The result of decoding a stream in chunks. {@link #of} also checks that all chunks are released.
 *
 * @param rows the rows before the end, or before the error
 * @param others a description of each message that is not a record
 * @param ended whether the last message was found
 * @param error the type and message of the error, or null
 */
record StreamRun(List<List<Object>> rows, List<String> others, boolean ended, String error) {

    private static final int MAX_ROWS = 512;

    /** Vectors that several runs fill one after the other. */
    static final class Target implements AutoCloseable {
        private final BufferAllocator allocator = new RootAllocator();
        private final VectorSchemaRoot root;
        private final RecordAppender appender;

        Target(Schema schema) {
            root = VectorSchemaRoot.create(schema, allocator);
            RecordAppender.Source source = new RecordAppender.Source("test", "set", OnMismatch.NULL);
            appender = new RecordAppender(root, source, MAX_ROWS, Long.MAX_VALUE);
        }

        @Override
        public void close() {
            root.close();
            // Fails if memory leaks.
            allocator.close();
        }
    }

    /**
     * Decodes a stream.
     *
     * @param cuts ascending positions at which the stream is cut
     * @param garbage the byte that fills the memory after each chunk; the result must not depend on it
     */
    static StreamRun of(byte[] stream, int[] cuts, Retention retention, Target target, int garbage) {
        List<ByteBuf> chunks = new ArrayList<>();
        target.appender.startBatch();
        StreamRun run = decode(stream, cuts, retention, garbage, target.appender, target.root, chunks);
        for (ByteBuf chunk : chunks) {
            if (chunk.refCnt() != 0) {
                throw new AssertionError("a chunk is still held " + chunk.refCnt() + " times");
            }
        }
        return run;
    }

    private static StreamRun decode(
            byte[] stream,
            int[] cuts,
            Retention retention,
            int garbage,
            RecordAppender appender,
            VectorSchemaRoot root,
            List<ByteBuf> chunks) {
        List<String> others = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        RecordBlock block = new RecordBlock();
        String error = null;
        boolean ended;
        try (RecordDecoder decoder = new RecordDecoder()) {
            try {
                int from = 0;
                for (int i = 0; i <= cuts.length; i++) {
                    int to = i == cuts.length ? stream.length : cuts[i];
                    ByteBuf chunk = chunk(stream, from, to, garbage);
                    chunks.add(chunk);
                    decoder.offer(chunk);
                    RecordCursor message = retention == Retention.BLOCKS ? block.get(0) : decoder.record();
                    while (decoder.next(message)) {
                        if (message.isLast() || message.isPartitionDone() || message.resultCode() != 0) {
                            others.add((message.isLast() ? "last " : "") + (message.isPartitionDone() ? "done " : "")
                                    + message.resultCode() + " " + message.donePartition());
                        } else if (retention == Retention.ALL) {
                            decoder.keep();
                            kept.add(message.address());
                        } else if (retention == Retention.BLOCKS) {
                            block.add();
                            if (block.isFull()) {
                                appender.append(block);
                                block.clear();
                            }
                            message = block.get(block.size());
                        } else {
                            appendAlone(message, block, appender);
                        }
                    }
                    // Append the block now: its records are valid only until more bytes are offered.
                    appender.append(block);
                    block.clear();
                    from = to;
                }
                // Kept records can be opened in any order: open them backward, then forward to append the rows.
                RecordCursor again = new RecordCursor();
                Collections.reverse(kept);
                kept.forEach(again::reopen);
                Collections.reverse(kept);
                for (long address : kept) {
                    again.reopen(address);
                    appendAlone(again, block, appender);
                }
            } catch (AeroArrowException e) {
                error = e.getClass().getSimpleName() + ": " + e.getMessage();
            }
            ended = decoder.ended();
        }
        appender.finishBatch();
        return new StreamRun(comparable(root), others, ended, error);
    }

    private static void appendAlone(RecordCursor message, RecordBlock block, RecordAppender appender) {
        block.clear();
        block.add(message);
        appender.append(block);
        block.clear();
    }

    /** The rows, with byte arrays in hex so that they can be compared. */
    private static List<List<Object>> comparable(VectorSchemaRoot root) {
        List<List<Object>> rows = ColumnSamples.rows(root);
        rows.forEach(row -> row.replaceAll(
                value -> value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value));
        return rows;
    }

    private static ByteBuf chunk(byte[] stream, int from, int to, int garbage) {
        ByteBuf chunk = PooledByteBufAllocator.DEFAULT.directBuffer(to - from + 64);
        RawMemory.fill(RawMemory.address(chunk) + to - from, 64, (byte) garbage);
        return chunk.writeBytes(stream, from, to - from);
    }
}

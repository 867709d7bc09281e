package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ReadOptions;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.arrow.decode.RecordAppender;
import io.aeroarrow.internal.arrow.schema.RequestedValues;
import io.aeroarrow.internal.arrow.schema.SchemaBins;
import io.aeroarrow.internal.client.CursorClient;
import io.aeroarrow.internal.scan.RecordCursors;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.query.ScanRequest.EmptyRecords;
import java.io.IOException;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads the batches of a scan on the caller's thread. Each batch has memory of its own, so consumers can keep it, also
 * through Arrow's C data interface; {@link ReadOptions#reuseMemory} changes that. The dictionaries of
 * dictionary-encoded fields grow from batch to batch.
 */
public final class SerialArrowReader extends ScanArrowReader {

    private final CursorClient client;
    private final ScanRequest request;
    private final Schema schema;
    private final RequestedValues requested;
    private final ReadOptions options;
    private final BufferAllocator child;

    private final RecordBlock block = new RecordBlock();
    private @Nullable RecordCursors stream;
    private @Nullable RecordAppender appender;
    private boolean ended;
    private long rows;
    private long bytesRead;
    private long batches;
    private long waitNanos;
    private long decodeNanos;
    private long retries;

    private SerialArrowReader(
            CursorClient client,
            BufferAllocator child,
            ScanRequest request,
            Schema schema,
            RequestedValues requested,
            ReadOptions options) {
        super(child);
        this.child = child;
        this.client = client;
        this.request = request;
        this.schema = schema;
        this.requested = requested;
        this.options = options;
    }

    /** Opens a reader. The scan starts when the first batch is requested. */
    public static SerialArrowReader open(
            CursorClient client, BufferAllocator allocator, ScanRequest request, Schema schema, ReadOptions options) {
        // If every record has the bin of a non-nullable field, the second query for empty records finds nothing.
        EmptyRecords emptyRecords = SchemaBins.requiresBin(schema) ? EmptyRecords.DROP : request.emptyRecords();
        RequestedValues requested =
                MapReductionRule.forScan(client, request.namespace(), request.set(), schema, options.mapReduction());
        ScanRequest complete = request.withBins(requested.bins()).withEmptyRecords(emptyRecords);
        String name = "scan of " + request.namespace() + "." + request.set();
        return new SerialArrowReader(
                client,
                allocator.newChildAllocator(name, 0, allocator.getLimit()),
                complete,
                schema,
                requested,
                options);
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        if (ended) {
            return false;
        }
        long start = System.nanoTime();
        long waitedBefore = waitNanos;
        boolean more = fillBatch();
        decodeNanos += System.nanoTime() - start - (waitNanos - waitedBefore);
        batches += more ? 1 : 0;
        return more;
    }

    private boolean fillBatch() throws IOException {
        RecordAppender target = appender();
        RecordCursors source = stream();
        if (!options.reuseMemory()) {
            // The last batch may have been exported; the reader cannot see that, so it gives up the memory.
            getVectorSchemaRoot().clear();
        }
        target.startBatch();
        while (!target.isFull()) {
            if (!source.next(block, Math.min(RecordBlock.CAPACITY, target.room()))) {
                ended = true;
                break;
            }
            target.append(block);
        }
        bytesRead = source.bytesRead();
        waitNanos = source.waitNanos();
        retries = source.retries();
        target.finishBatch();
        rows += target.rows();
        return target.rows() > 0;
    }

    private RecordAppender appender() throws IOException {
        RecordAppender existing = appender;
        if (existing == null) {
            VectorSchemaRoot root = getVectorSchemaRoot();
            RecordAppender.Source source =
                    new RecordAppender.Source(request.namespace(), request.set(), options.onMismatch());
            existing = new RecordAppender(root, this, source, requested, options.batchRows(), options.batchBytes());
            appender = existing;
        }
        return existing;
    }

    private RecordCursors stream() {
        RecordCursors existing = stream;
        if (existing == null) {
            existing = client.scan(request, requested.expressions());
            stream = existing;
        }
        return existing;
    }

    @Override
    public ReadMetrics metrics() {
        return ReadMetrics.NONE
                .withRows(rows)
                .withBytes(bytesRead)
                .withBatches(batches)
                .withWaitNanos(waitNanos)
                .withDecodeNanos(decodeNanos)
                .withRetries(retries)
                .withMismatches(appender == null ? Map.of() : appender.mismatchesByColumn());
    }

    @Override
    public long bytesRead() {
        return bytesRead;
    }

    @Override
    protected void closeReadSource() {
        if (stream != null) {
            stream.close();
        }
        child.close();
    }
}

package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.model.Value;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.pushdown.KeySet;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a lookup task, each for a part of its keys. */
final class LookupPartitionReader implements PartitionReader<ColumnarBatch> {

    private final String table;
    private final StructType requestedColumns;
    private final Lookup lookup;
    private final KeySet keys;
    private final int keysPerBatch;
    private final int keysPerSecond;
    private final long start = System.nanoTime();
    private final BufferAllocator allocator;
    private final AeroArrowClient client;
    private int requested;
    /** The keys that are being read, and their batches. */
    private @Nullable FieldVector vector;

    private @Nullable LookupBatches batches;
    private @Nullable BatchReadResult result;
    private ReadMetrics metrics = ReadMetrics.NONE;
    private @Nullable ColumnarBatch batch;

    private LookupPartitionReader(
            ReadSpec spec, ReadTask.Lookup task, AeroArrowClient client, BufferAllocator allocator) {
        SourceOptions options = spec.options();
        table = options.tableName();
        requestedColumns = spec.columns();
        this.allocator = allocator;
        this.client = client;
        AeroArrowView aero = AeroArrow.over(client, allocator).with(options.read());
        Lookup all = aero.batchRead(options.namespace(), options.set())
                .schema(SparkTypes.toRead(spec.columnsToRead()))
                .onlyFound();
        Filter filter = spec.filter();
        lookup = filter == null ? all : all.where(filter);
        keys = task.keys();
        keysPerSecond = task.recordsPerSecond();
        keysPerBatch = keysPerSecond == 0
                ? options.read().batchRows()
                : Math.min(options.read().batchRows(), keysPerSecond);
    }

    /** Opens a reader. Connects if this JVM has no client of the cluster yet. */
    static LookupPartitionReader open(ReadSpec spec, ReadTask.Lookup task) {
        SourceOptions options = spec.options();
        // Before there is an allocator to close: connecting may fail.
        AeroArrowClient client = ClientCache.client(options.client());
        BufferAllocator shared = SparkMemory.allocator();
        BufferAllocator allocator = shared.newChildAllocator("lookup in " + options.tableName(), 0, shared.getLimit());
        try {
            return new LookupPartitionReader(spec, task, client, allocator);
        } catch (RuntimeException e) {
            allocator.close();
            throw e;
        }
    }

    @Override
    public boolean next() throws IOException {
        while (batches != null || requested < keys.size()) {
            release();
            BatchReadResult answer = nextBatch();
            if (answer == null) {
                closeBatches();
                continue;
            }
            result = answer;
            metrics = metrics.plus(answer.metrics());
            VectorSchemaRoot found = answer.root();
            if (found.getRowCount() > 0) {
                ColumnVector[] columns = found.getFieldVectors().stream()
                        .map(ReaderOwnedVector::new)
                        .toArray(ColumnVector[]::new);
                batch = new ColumnarBatch(BeforeImage.vectors(requestedColumns, columns), found.getRowCount());
                return true;
            }
        }
        return false;
    }

    private @Nullable BatchReadResult nextBatch() throws InterruptedIOException {
        try {
            return batches().next().orElse(null);
        } catch (OutOfMemoryException e) {
            throw SparkMemory.exceeded(table, e);
        }
    }

    private LookupBatches batches() throws InterruptedIOException {
        LookupBatches open = batches;
        if (open == null) {
            awaitTurn();
            List<Value> part = keys.keys().subList(requested, Math.min(keys.size(), requested + keysPerBatch));
            requested += part.size();
            FieldVector opened = KeyVectors.of(part, keys.digests(), allocator);
            vector = opened;
            open = lookup.batches(opened);
            batches = open;
        }
        return open;
    }

    /** Limits the rate on the client: servers limit scans only. */
    private void awaitTurn() throws InterruptedIOException {
        if (keysPerSecond == 0) {
            return;
        }
        long due = start + requested * TimeUnit.SECONDS.toNanos(1) / keysPerSecond;
        try {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task was interrupted");
        }
    }

    @Override
    public ColumnarBatch get() {
        if (batch == null) {
            throw new IllegalStateException("call next() before get()");
        }
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return ScanMetrics.of(metrics, client);
    }

    private void release() {
        if (result != null) {
            result.close();
            result = null;
        }
    }

    private void closeBatches() {
        if (batches != null) {
            batches.close();
            batches = null;
        }
        if (vector != null) {
            vector.close();
            vector = null;
        }
    }

    @Override
    public void close() {
        release();
        closeBatches();
        allocator.close();
    }
}

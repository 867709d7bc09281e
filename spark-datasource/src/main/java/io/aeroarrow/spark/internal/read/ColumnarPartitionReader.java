package io.aeroarrow.spark.internal.read;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.AeroArrowView;
import io.aeroarrow.arrow.read.ScanArrowReader;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.client.IndexUse;
import io.aeroarrow.filter.Filter;
import io.aeroarrow.query.IndexQuery;
import io.aeroarrow.query.ScanRequest;
import io.aeroarrow.spark.internal.options.SourceOptions;
import io.aeroarrow.spark.internal.runtime.ClientCache;
import io.aeroarrow.spark.internal.runtime.SparkMemory;
import io.aeroarrow.spark.internal.runtime.SparkTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads the batches of a scan task. Vectors are wrapped once and refilled for each batch. */
final class ColumnarPartitionReader implements PartitionReader<ColumnarBatch> {

    private final String table;
    private final ScanArrowReader reader;
    private final AeroArrowClient client;
    private final VectorSchemaRoot root;
    private final ColumnarBatch batch;

    private ColumnarPartitionReader(
            String table,
            StructType requestedColumns,
            ScanArrowReader reader,
            AeroArrowClient client,
            VectorSchemaRoot root) {
        this.table = table;
        this.reader = reader;
        this.client = client;
        this.root = root;
        ColumnVector[] columns = root.getFieldVectors().stream()
                .limit(BeforeImage.columnsToRead(requestedColumns).length())
                .map(ReaderOwnedVector::new)
                .toArray(ColumnVector[]::new);
        batch = new ColumnarBatch(BeforeImage.vectors(requestedColumns, columns));
    }

    static ColumnarPartitionReader open(ReadSpec spec, ReadTask.Scan task) {
        SourceOptions options = spec.options();
        AeroArrowView aero = AeroArrow.over(ClientCache.client(options.client()), SparkMemory.allocator())
                // Spark has finished a batch when it requests the next one.
                .with(options.read().withReuseMemory(true));
        ScanArrowReader reader = aero.scan(options.namespace(), options.set())
                .schema(SparkTypes.toRead(spec.columnsToRead()))
                .request(request -> request(request, spec, task))
                // The driver has chosen.
                .secondaryIndex(IndexUse.off())
                .reader();
        return over(spec.columns(), reader, aero.client(), options.tableName());
    }

    /** Returns a reader that owns another one, which is closed on failure. */
    static ColumnarPartitionReader over(
            StructType requestedColumns, ScanArrowReader reader, AeroArrowClient client, String table) {
        try {
            return new ColumnarPartitionReader(table, requestedColumns, reader, client, reader.getVectorSchemaRoot());
        } catch (IOException e) {
            UncheckedIOException failure = new UncheckedIOException("cannot create the vectors of '" + table + "'", e);
            throw closed(reader, failure);
        } catch (RuntimeException e) {
            throw closed(reader, e);
        }
    }

    private static RuntimeException closed(ScanArrowReader reader, RuntimeException failure) {
        try {
            reader.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static ScanRequest request(ScanRequest whole, ReadSpec spec, ReadTask.Scan task) {
        ScanRequest request = whole.withPartitions(task.partitions())
                .withMaxRecords(spec.limit())
                .withEmptyRecords(spec.emptyRecords())
                .withRecordsPerSecond(task.recordsPerSecond());
        Filter filter = spec.filter();
        if (task.slices() > 1) {
            Filter slice = Filter.digestModulo(task.slices()).equalTo(task.slice());
            filter = filter == null ? slice : filter.and(slice);
        }
        request = filter == null ? request : request.withFilter(filter);
        IndexQuery index = spec.index();
        return index == null ? request : request.withIndex(index);
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!reader.loadNextBatch()) {
                return false;
            }
        } catch (OutOfMemoryException e) {
            throw SparkMemory.exceeded(table, e);
        }
        batch.setNumRows(root.getRowCount());
        return true;
    }

    @Override
    public ColumnarBatch get() {
        return batch;
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return ScanMetrics.of(reader.metrics(), client);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

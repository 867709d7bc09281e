package io.aeroarrow.spark.read;

import io.aeroarrow.arrow.AeroArrow;
import io.aeroarrow.arrow.Scan;
import io.aeroarrow.arrow.ScanArrowReader;
import io.aeroarrow.client.AeroArrowClient;
import io.aeroarrow.model.Filter;
import io.aeroarrow.model.PartitionSet;
import io.aeroarrow.spark.connect.ClientCache;
import io.aeroarrow.spark.connect.SparkMemory;
import io.aeroarrow.spark.metric.ScanMetrics;
import io.aeroarrow.spark.option.SourceOptions;
import io.aeroarrow.spark.rowlevel.BeforeImage;
import io.aeroarrow.spark.type.SparkTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** The batches of one task. The vectors are wrapped once; each batch fills them anew. */
final class ColumnarPartitionReader implements PartitionReader<ColumnarBatch> {

    private final ScanArrowReader reader;
    private final AeroArrowClient client;
    private final VectorSchemaRoot root;
    private final ColumnarBatch batch;

    private ColumnarPartitionReader(
            StructType wanted, ScanArrowReader reader, AeroArrowClient client, VectorSchemaRoot root) {
        this.reader = reader;
        this.client = client;
        this.root = root;
        ColumnVector[] columns =
                root.getFieldVectors().stream().map(ReaderOwnedVector::new).toArray(ColumnVector[]::new);
        batch = new ColumnarBatch(BeforeImage.vectors(wanted, columns));
    }

    static ColumnarPartitionReader open(
            SourceOptions options, StructType columns, PartitionSet partitions, @Nullable Filter also) {
        AeroArrow aero = AeroArrow.over(ClientCache.client(options.client()), SparkMemory.allocator())
                // Spark is done with a batch when it asks for the next one.
                .with(options.read().withReuseMemory(true));
        Scan scan = aero.scan(options.namespace(), options.set())
                .schema(SparkTypes.toArrow(BeforeImage.columnsToRead(columns)))
                .partitions(partitions);
        Scan ofSet = options.setName().filter().map(scan::where).orElse(scan);
        ScanArrowReader reader = (also == null ? ofSet : ofSet.where(also)).reader();
        try {
            return new ColumnarPartitionReader(columns, reader, aero.client(), reader.getVectorSchemaRoot());
        } catch (IOException e) {
            throw new UncheckedIOException("the vectors of '" + options.tableName() + "' cannot be made", e);
        }
    }

    @Override
    public boolean next() throws IOException {
        if (!reader.loadNextBatch()) {
            return false;
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

package io.aeroarrow.spark.read;

import io.aeroarrow.model.Filter;
import io.aeroarrow.spark.option.SourceOptions;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;

/** Goes to the executors, and makes a reader for each task there. */
final class ColumnarReaderFactory implements PartitionReaderFactory {

    private static final long serialVersionUID = 1;

    private final SourceOptions options;
    private final StructType columns;
    private final @Nullable Filter also;

    ColumnarReaderFactory(SourceOptions options, StructType columns, @Nullable Filter also) {
        this.options = options;
        this.columns = columns;
        this.also = also;
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return ColumnarPartitionReader.open(options, columns, ((PartitionGroup) partition).partitions(), also);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("this source reads columns, and says so by supportColumnarReads");
    }
}

package io.aeroarrow.spark.internal.read;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Goes to the executors, and makes a reader for each task there. */
public final class ColumnarReaderFactory implements PartitionReaderFactory {

    private static final long serialVersionUID = 1;

    private final ReadSpec spec;

    public ColumnarReaderFactory(ReadSpec spec) {
        this.spec = spec;
    }

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        return partition instanceof ReadTask.Lookup keys
                ? new LookupPartitionReader(spec, keys)
                : ColumnarPartitionReader.open(spec, (ReadTask.Scan) partition);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("this source reads columns, and says so by supportColumnarReads");
    }
}

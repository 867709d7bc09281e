package io.aeroarrow.spark.internal.read;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Creates the reader of each task. Sent to the executors. */
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
                ? LookupPartitionReader.open(spec, keys)
                : ColumnarPartitionReader.open(spec, (ReadTask.Scan) partition);
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        throw new UnsupportedOperationException("row-based reads are not supported; see supportColumnarReads");
    }
}

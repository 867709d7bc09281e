package io.aeroarrow.spark.internal.stream;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Delegates to the reader factory of each partition. Sent to the executors. */
final class UpdateReaderFactory implements PartitionReaderFactory {

    private static final long serialVersionUID = 1;

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
        UpdatePartition part = (UpdatePartition) partition;
        return part.readers().supportColumnarReads(part.partition());
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
        UpdatePartition part = (UpdatePartition) partition;
        return part.readers().createColumnarReader(part.partition());
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        UpdatePartition part = (UpdatePartition) partition;
        return part.readers().createReader(part.partition());
    }
}

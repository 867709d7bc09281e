package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ScanArrowReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Loads the batches of several readers into one root, in no order. */
public final class ParallelArrowReader extends ScanArrowReader {

    private final Schema schema;
    private final Supplier<BatchSource> opener;
    private @Nullable BatchSource batches;

    /**
     * Creates a reader.
     *
     * @param opener starts the read when the first batch is requested
     */
    public ParallelArrowReader(BufferAllocator allocator, Schema schema, Supplier<BatchSource> opener) {
        super(allocator);
        this.schema = schema;
        this.opener = opener;
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        BatchSource source = batches;
        if (source == null) {
            source = opener.get();
            batches = source;
        }
        VectorSchemaRoot root = getVectorSchemaRoot();
        try (VectorSchemaRoot next = source.next()) {
            if (next == null) {
                root.clear();
                return false;
            }
            List<FieldVector> targets = root.getFieldVectors();
            for (int i = 0; i < targets.size(); i++) {
                next.getVector(i).makeTransferPair(targets.get(i)).transfer();
            }
            root.setRowCount(next.getRowCount());
            return true;
        }
    }

    @Override
    public ReadMetrics metrics() {
        return batches == null ? ReadMetrics.NONE : batches.metrics();
    }

    @Override
    public long bytesRead() {
        return metrics().bytes();
    }

    @Override
    protected void closeReadSource() throws IOException {
        if (batches != null) {
            batches.close();
        }
    }
}

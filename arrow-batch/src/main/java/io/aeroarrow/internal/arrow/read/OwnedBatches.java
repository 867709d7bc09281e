package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import io.aeroarrow.arrow.read.ScanArrowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Moves each batch of a reader into a root of its own, without copying memory. */
public final class OwnedBatches implements BatchSource {

    private final ScanArrowReader reader;
    private final BufferAllocator allocator;

    /**
     * Creates a source over a reader, which it closes.
     *
     * @param allocator owns the batches
     */
    public OwnedBatches(ScanArrowReader reader, BufferAllocator allocator) {
        this.reader = reader;
        this.allocator = allocator;
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws IOException {
        return reader.loadNextBatch() ? transfer(reader.getVectorSchemaRoot(), allocator) : null;
    }

    @Override
    public ReadMetrics metrics() {
        return reader.metrics();
    }

    /** Moves the content of a root's vectors to a new root; the old vectors are then empty. */
    static VectorSchemaRoot transfer(VectorSchemaRoot source, BufferAllocator allocator) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : source.getFieldVectors()) {
            // getTransferPair(Field, BufferAllocator) is missing in the Arrow version of Spark 3.5.
            FieldVector target = vector.getField().createVector(allocator);
            vector.makeTransferPair(target).transfer();
            vectors.add(target);
        }
        return new VectorSchemaRoot(source.getSchema(), vectors, source.getRowCount());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}

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

/** Takes the memory of each batch of a reader over into a root of its own, without a copy. */
public final class OwnedBatches implements BatchSource {

    private final ScanArrowReader reader;
    private final BufferAllocator allocator;

    /**
     * @param allocator accounts for the batches
     */
    public OwnedBatches(ScanArrowReader reader, BufferAllocator allocator) {
        this.reader = reader;
        this.allocator = allocator;
    }

    @Override
    public @Nullable VectorSchemaRoot next() throws IOException {
        return reader.loadNextBatch() ? takeOver(reader.getVectorSchemaRoot(), allocator) : null;
    }

    @Override
    public ReadMetrics metrics() {
        return reader.metrics();
    }

    /** Moves the vectors of a root to another one, and leaves them empty. */
    static VectorSchemaRoot takeOver(VectorSchemaRoot source, BufferAllocator allocator) {
        List<FieldVector> vectors = new ArrayList<>();
        for (FieldVector vector : source.getFieldVectors()) {
            // Not by the vector's own pair for a field: the Arrow of Spark 3.5 has none.
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

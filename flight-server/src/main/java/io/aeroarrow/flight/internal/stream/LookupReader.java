package io.aeroarrow.flight.internal.stream;

import io.aeroarrow.arrow.Lookup;
import io.aeroarrow.arrow.read.BatchReadResult;
import io.aeroarrow.arrow.read.LookupBatches;
import java.io.IOException;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads the batches of a lookup. Owns the keys. */
final class LookupReader extends ArrowReader {

    private final Schema schema;
    private final FieldVector keys;
    private final LookupBatches batches;

    LookupReader(BufferAllocator allocator, Lookup lookup, Schema schema, FieldVector keys) {
        super(allocator);
        this.schema = schema;
        this.keys = keys;
        this.batches = lookup.batches(keys);
    }

    @Override
    protected Schema readSchema() {
        return schema;
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        prepareLoadNextBatch();
        VectorSchemaRoot root = getVectorSchemaRoot();
        root.clear();
        Optional<BatchReadResult> next = batches.next();
        if (next.isEmpty()) {
            return false;
        }
        try (BatchReadResult result = next.get()) {
            for (int i = 0; i < root.getFieldVectors().size(); i++) {
                result.root().getVector(i).makeTransferPair(root.getVector(i)).transfer();
            }
            root.setRowCount(result.root().getRowCount());
        }
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {
        batches.close();
        keys.close();
    }
}

package io.aeroarrow.flight.internal.stream;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Reads one batch, which is computed when it is asked for. */
public final class OneBatchReader extends ArrowReader {

    private final Schema schema;
    private final Consumer<VectorSchemaRoot> fill;
    private boolean done;

    /**
     * Creates a reader.
     *
     * @param fill sets the values and the row count
     */
    public OneBatchReader(BufferAllocator allocator, Schema schema, Consumer<VectorSchemaRoot> fill) {
        super(allocator);
        this.schema = schema;
        this.fill = fill;
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
        if (done) {
            return false;
        }
        done = true;
        fill.accept(root);
        return true;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}
}

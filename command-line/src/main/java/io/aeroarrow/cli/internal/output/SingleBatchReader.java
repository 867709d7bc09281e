package io.aeroarrow.cli.internal.output;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A reader whose only batch is an existing root. The caller keeps and closes the root. */
public final class SingleBatchReader extends ArrowReader {

    private final VectorSchemaRoot root;
    private boolean given;

    public SingleBatchReader(VectorSchemaRoot root, BufferAllocator allocator) {
        super(allocator);
        this.root = root;
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() {
        return root;
    }

    @Override
    public boolean loadNextBatch() {
        boolean first = !given;
        given = true;
        return first && root.getRowCount() > 0;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() {
        return root.getSchema();
    }
}

package io.aeroarrow.cli.output;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A root that is there already, as the only batch of a reader. The root stays the caller's. */
public final class RootReader extends ArrowReader {

    private final VectorSchemaRoot root;
    private boolean given;

    public RootReader(VectorSchemaRoot root, BufferAllocator allocator) {
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

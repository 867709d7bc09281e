package io.aeroarrow.cli.internal.output;

import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Passes the batches of another reader on, and reports progress before each. Does not close the other reader. */
public final class ProgressReportingReader extends ForwardingReader {

    private final RowProgressListener listener;
    private long rowsRead;

    public ProgressReportingReader(ArrowReader rows, RowProgressListener listener, BufferAllocator allocator) {
        super(rows, allocator);
        this.listener = listener;
    }

    @Override
    public VectorSchemaRoot getVectorSchemaRoot() throws IOException {
        return rows.getVectorSchemaRoot();
    }

    @Override
    public boolean loadNextBatch() throws IOException {
        listener.onRows(rowsRead, rows.bytesRead());
        boolean more = rows.loadNextBatch();
        rowsRead += more ? rows.getVectorSchemaRoot().getRowCount() : 0;
        return more;
    }

    @Override
    protected Schema readSchema() throws IOException {
        return rows.getVectorSchemaRoot().getSchema();
    }
}

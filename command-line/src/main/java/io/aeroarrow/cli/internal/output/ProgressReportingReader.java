package io.aeroarrow.cli.internal.output;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** Passes the batches of another reader on, and reports progress before each. Does not close the other reader. */
public final class ProgressReportingReader extends ArrowReader {

    private final ArrowReader rows;
    private final RowProgressListener listener;
    private long rowsRead;

    public ProgressReportingReader(ArrowReader rows, RowProgressListener listener, BufferAllocator allocator) {
        super(allocator);
        this.rows = rows;
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
    public Map<Long, Dictionary> getDictionaryVectors() throws IOException {
        return rows.getDictionaryVectors();
    }

    @Override
    public Dictionary lookup(long id) {
        return rows.lookup(id);
    }

    @Override
    public Set<Long> getDictionaryIds() {
        return rows.getDictionaryIds();
    }

    @Override
    public long bytesRead() {
        return rows.bytesRead();
    }

    @Override
    protected void closeReadSource() {}

    @Override
    protected Schema readSchema() throws IOException {
        return rows.getVectorSchemaRoot().getSchema();
    }
}

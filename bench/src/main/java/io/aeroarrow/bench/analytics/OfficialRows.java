package io.aeroarrow.bench.analytics;

import com.aerospike.client.Record;
import io.aeroarrow.bench.RecordVectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Collects the official client's records into batches of vectors, which are used again for each. */
final class OfficialRows implements AutoCloseable {

    private final VectorSchemaRoot root;
    private final RecordVectors vectors;
    private final int batchRows;
    private final Seen seen;

    OfficialRows(Schema schema, BufferAllocator allocator, int batchRows, Seen seen) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.vectors = new RecordVectors(root);
        this.batchRows = batchRows;
        this.seen = seen;
        vectors.start(batchRows);
    }

    /** The client calls from a thread for each node. */
    synchronized void add(Record record) {
        vectors.add(record);
        if (vectors.rows() == batchRows) {
            flush();
        }
    }

    synchronized void flush() {
        root.setRowCount(vectors.rows());
        seen.add(root);
        vectors.start(batchRows);
    }

    @Override
    public void close() {
        root.close();
    }
}

package io.aeroarrow.bench.analytics;

import com.aerospike.client.Record;
import io.aeroarrow.bench.measure.RecordVectorWriter;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/** Writes records of the official client to vectors, batch by batch, and reuses the vectors. */
final class OfficialBatches implements AutoCloseable {

    private final VectorSchemaRoot root;
    private final RecordVectorWriter vectors;
    private final int batchRows;
    private final RowChecksum seen;

    OfficialBatches(Schema schema, BufferAllocator allocator, int batchRows, RowChecksum seen) {
        this.root = VectorSchemaRoot.create(schema, allocator);
        this.vectors = new RecordVectorWriter(root);
        this.batchRows = batchRows;
        this.seen = seen;
        vectors.start(batchRows);
    }

    /** Adds a record. Thread-safe: the official client calls from one thread per node. */
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

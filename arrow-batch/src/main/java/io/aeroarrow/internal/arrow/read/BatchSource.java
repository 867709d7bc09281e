package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** A source of batches that belong to the caller. Used by one thread. */
public interface BatchSource extends AutoCloseable {

    /**
     * Waits for the next batch.
     *
     * @return a batch that the caller closes; null after the last one
     */
    @Nullable
    VectorSchemaRoot next() throws IOException;

    /** Returns the counts up to the last batch returned. */
    ReadMetrics metrics();

    /** Ends the read, and frees the batches that were not returned. */
    @Override
    void close() throws IOException;
}

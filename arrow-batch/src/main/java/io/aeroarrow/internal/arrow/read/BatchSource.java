package io.aeroarrow.internal.arrow.read;

import io.aeroarrow.arrow.read.ReadMetrics;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Batches of which each belongs to whoever takes it. Used by one thread. */
public interface BatchSource extends AutoCloseable {

    /**
     * The next batch, waiting for it.
     *
     * @return is to be closed by the caller; null behind the last one
     */
    @Nullable
    VectorSchemaRoot next() throws IOException;

    /** What has been read up to the batch that was taken last. */
    ReadMetrics metrics();

    /** Ends the read, and gives back what nobody has taken. */
    @Override
    void close() throws IOException;
}

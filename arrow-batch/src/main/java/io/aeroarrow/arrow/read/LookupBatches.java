package io.aeroarrow.arrow.read;

import java.util.Optional;

/**
 * Reads the records of keys batch by batch, in the order of the keys. A batch ends at {@link ReadOptions#batchRows} rows
 * or {@link ReadOptions#batchBytes} bytes, and has at least one record. Not thread-safe. The caller closes this object.
 */
public interface LookupBatches extends AutoCloseable {

    /**
     * Reads the next batch, and waits for its answers.
     *
     * @return a batch that the caller closes; empty after the last key
     * @throws io.aeroarrow.error.AeroArrowException if a key cannot be read
     */
    Optional<BatchReadResult> next();

    /** {@return the number of keys read so far} The next batch starts with the key at this index. */
    int keysRead();

    /** Frees the memory of this object. It does not close batches: the caller closes them. */
    @Override
    void close();
}

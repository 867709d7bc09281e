package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import org.jspecify.annotations.Nullable;

/** A stream of records, read by one thread. Closing it early frees its connections and memory. */
public interface RecordCursors extends AutoCloseable {

    /**
     * Moves to the next record, and waits for it if necessary.
     *
     * @return the record, valid until the next call; null after the last one
     * @throws AeroArrowException if the records cannot be read to their end; the stream is then closed
     */
    @Nullable
    RecordCursor next();

    /**
     * Moves to the next records: waits for the first one, and adds those that have already arrived.
     *
     * @param block is cleared, then filled; its records are valid until the next call
     * @param most the maximum number of records, at most {@link RecordBlock#CAPACITY}
     * @return false after the last record; the block is then empty
     * @throws AeroArrowException as for {@link #next()}
     */
    boolean next(RecordBlock block, int most);

    /** The number of bytes on the wire of the records read so far. */
    long bytesRead();

    /** The time in nanoseconds that {@link #next} has waited for nodes so far. */
    long waitNanos();

    /** The number of retries so far. */
    long retries();

    @Override
    void close();
}

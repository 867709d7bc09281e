package io.aeroarrow.internal.scan;

import io.aeroarrow.error.AeroArrowException;
import io.aeroarrow.internal.answer.RecordBlock;
import io.aeroarrow.internal.answer.RecordCursor;
import org.jspecify.annotations.Nullable;

/** Records as they arrive, read by one thread. Closing it early gives back all it holds. */
public interface RecordCursors extends AutoCloseable {

    /**
     * Goes to the next record, waiting for it if need be.
     *
     * @return the record, valid until the next call; null behind the last
     * @throws AeroArrowException if the records cannot be read to their end; the stream is closed then
     */
    @Nullable
    RecordCursor next();

    /**
     * Goes to the next records, waiting for them if need be; as many as are at hand.
     *
     * @param block is filled with them, which are valid until the next call; what was in it is left out
     * @param most how many to take, at most {@link RecordBlock#CAPACITY}
     * @return false behind the last, and then there are none
     * @throws AeroArrowException as for {@link #next()}
     */
    boolean next(RecordBlock block, int most);

    /** The bytes that the records took on the wire so far. */
    long bytesRead();

    /** How long, in nanoseconds, {@link #next} has waited for nodes so far. */
    long waitNanos();

    /** How often parts of it were asked for again after a failure. */
    long retries();

    @Override
    void close();
}

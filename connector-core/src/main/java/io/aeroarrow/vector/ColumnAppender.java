package io.aeroarrow.vector;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;

/**
 * Writes one column's values into its vector, in ascending rows, by address. The vector's type is resolved once, when
 * the appender is made.
 */
abstract class ColumnAppender {

    /** Makes room for a batch of at most {@code rows} rows, all null. */
    abstract void startBatch(int rows);

    /**
     * Appends a value that lies {@code length} bytes long at an address.
     *
     * @return false if the type of this column cannot hold it exactly; then nothing was appended
     */
    abstract boolean append(int row, int particle, long value, int length);

    /** Appends a null. */
    abstract void appendNull(int row);

    /** Appends a number that does not come from a bin; as {@link #append} otherwise. */
    boolean appendNumber(int row, long number) {
        return false;
    }

    /** Hands the rows over to the vector. */
    abstract void finishBatch(int rows);

    /**
     * Whether somebody besides a vector holds on to its memory, which must not be written to any more then.
     *
     * @param buffers all buffers of the vector; some of them may lie in one piece of memory
     */
    static boolean isShared(ArrowBuf... buffers) {
        for (ArrowBuf buffer : buffers) {
            ReferenceManager memory = buffer.getReferenceManager();
            int own = 0;
            for (ArrowBuf other : buffers) {
                own += other.getReferenceManager() == memory ? 1 : 0;
            }
            // Memory that went over to another allocator, as by a transfer of a slice, is accounted for there.
            if (buffer.capacity() > 0 && (memory.getRefCount() > own || memory.getAccountedSize() == 0)) {
                return true;
            }
        }
        return false;
    }
}

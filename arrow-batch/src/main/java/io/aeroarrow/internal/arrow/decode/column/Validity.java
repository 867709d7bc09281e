package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Writes the validity buffer of a vector. All rows are valid until {@link #setNull} is called for them, so that only
 * nulls cost time.
 */
public final class Validity {

    private static final byte ALL_VALID = (byte) 0xff;

    private long address;
    private long bytes;
    /** The row after the last null. */
    private int nullsEnd;

    /** Starts a batch in a buffer: all its rows are valid. */
    public void start(ArrowBuf buffer) {
        address = ArrowMemory.address(buffer);
        bytes = buffer.capacity();
        nullsEnd = 0;
        RawMemory.fill(address, bytes, ALL_VALID);
    }

    /** Continues in a buffer that may be larger; the previous content must have been copied to it. */
    public void locate(ArrowBuf buffer) {
        address = ArrowMemory.address(buffer);
        if (buffer.capacity() > bytes) {
            RawMemory.fill(address + bytes, buffer.capacity() - bytes, ALL_VALID);
            bytes = buffer.capacity();
        }
    }

    public void setNull(int row) {
        long at = address + (row >> 3);
        RawMemory.putByte(at, (byte) (RawMemory.getByte(at) & ~(1 << (row & 7))));
        nullsEnd = row + 1;
    }

    /** Removes all rows from index {@code rows} on: they become valid again. */
    public void truncate(int rows) {
        for (int row = rows; row < nullsEnd; row++) {
            long at = address + (row >> 3);
            RawMemory.putByte(at, (byte) (RawMemory.getByte(at) | 1 << (row & 7)));
        }
        nullsEnd = Math.min(nullsEnd, rows);
    }

    /** Ends the batch after {@code rows} rows and clears the bits after them. */
    public void finish(int rows) {
        long used = rows >> 3;
        if ((rows & 7) != 0) {
            long at = address + used;
            RawMemory.putByte(at, (byte) (RawMemory.getByte(at) & (1 << (rows & 7)) - 1));
            used++;
        }
        RawMemory.fill(address + used, bytes - used, (byte) 0);
    }
}

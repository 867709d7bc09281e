package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Which rows of a vector are null. Every row is taken to hold a value until it is told to be null, so that values cost
 * nothing here.
 */
public final class Validity {

    private static final byte ALL = (byte) 0xff;

    private long address;
    private long bytes;
    /** The row behind the last one that was told to be null. */
    private int nullsEnd;

    /** Starts anew in a buffer. */
    public void start(ArrowBuf buffer) {
        address = buffer.memoryAddress();
        bytes = buffer.capacity();
        nullsEnd = 0;
        RawMemory.fill(address, bytes, ALL);
    }

    /** Goes on in a larger buffer, to which what was there has been copied. */
    public void locate(ArrowBuf buffer) {
        address = buffer.memoryAddress();
        if (buffer.capacity() > bytes) {
            RawMemory.fill(address + bytes, buffer.capacity() - bytes, ALL);
            bytes = buffer.capacity();
        }
    }

    public void setNull(int row) {
        long at = address + (row >> 3);
        RawMemory.putByte(at, (byte) (RawMemory.getByte(at) & ~(1 << (row & 7))));
        nullsEnd = row + 1;
    }

    /** Takes back all rows from the given one on. */
    public void truncate(int rows) {
        for (int row = rows; row < nullsEnd; row++) {
            long at = address + (row >> 3);
            RawMemory.putByte(at, (byte) (RawMemory.getByte(at) | 1 << (row & 7)));
        }
        nullsEnd = Math.min(nullsEnd, rows);
    }

    /** Says how many rows there are; behind them, nothing is valid. */
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

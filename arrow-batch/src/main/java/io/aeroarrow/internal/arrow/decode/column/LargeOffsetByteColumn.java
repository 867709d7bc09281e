package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.bytes.Utf8;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;

/** Bytes one behind the other, with 64-bit offsets. */
public final class LargeOffsetByteColumn extends ByteColumn {

    private static final long SMALLEST_DATA = 1024;

    private final BaseLargeVariableWidthVector vector;
    private final Validity validity = new Validity();
    private long offsets;
    private long data;
    private long dataCapacity;
    private long end;
    private long lastBatch;
    private int capacity;

    public LargeOffsetByteColumn(BaseLargeVariableWidthVector vector) {
        this.vector = vector;
    }

    @Override
    public void startBatch(int rows) {
        if (vector.getValueCapacity() < rows
                || ColumnAppender.isShared(
                        vector.getValidityBuffer(), vector.getOffsetBuffer(), vector.getDataBuffer())) {
            vector.clear();
            // What the last batch took is the best guess for this one.
            vector.allocateNew(Math.max(SMALLEST_DATA, lastBatch), rows);
        }
        validity.start(vector.getValidityBuffer());
        locate();
        end = 0;
        RawMemory.putLong(offsets, 0);
    }

    @Override
    void locate() {
        validity.locate(vector.getValidityBuffer());
        offsets = vector.getOffsetBufferAddress();
        data = vector.getDataBufferAddress();
        dataCapacity = vector.getDataBuffer().capacity();
        capacity = vector.getValueCapacity();
    }

    @Override
    public void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                vector.reallocValidityAndOffsetBuffers();
            }
            locate();
        }
    }

    @Override
    public void store(int row, long value, int length) {
        long newEnd = end + length;
        if (newEnd > dataCapacity) {
            grow(newEnd);
        }
        RawMemory.copy(value, data + end, length);
        end = newEnd;
        RawMemory.putLong(offsets + ((long) (row + 1) << 3), newEnd);
    }

    @Override
    boolean storeShortAscii(int row, long value, int length) {
        if (length > RawMemory.FEW
                || end + RawMemory.FEW > dataCapacity
                || !Utf8.isAscii(RawMemory.copyFew(value, data + end, length))) {
            return false;
        }
        end += length;
        RawMemory.putLong(offsets + ((long) (row + 1) << 3), end);
        return true;
    }

    private void grow(long needed) {
        while (vector.getDataBuffer().capacity() < needed) {
            vector.reallocDataBuffer();
        }
        locate();
    }

    @Override
    void appendNull(int row) {
        validity.setNull(row);
        RawMemory.putLong(offsets + ((long) (row + 1) << 3), end);
    }

    @Override
    void truncate(int rows) {
        validity.truncate(rows);
        end = RawMemory.getLong(offsets + ((long) rows << 3));
    }

    @Override
    public void finishBatch(int rows) {
        lastBatch = end;
        validity.finish(rows);
        vector.setLastSet(rows - 1);
        vector.setValueCount(rows);
    }
}

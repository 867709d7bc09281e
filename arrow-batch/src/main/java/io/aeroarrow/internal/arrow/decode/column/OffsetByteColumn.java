package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.bytes.Utf8;
import org.apache.arrow.vector.BaseVariableWidthVector;

/** Bytes one behind the other, with 32-bit offsets. */
public final class OffsetByteColumn extends ByteColumn {

    private static final long SMALLEST_DATA = 1024;

    private final BaseVariableWidthVector vector;
    private final Validity validity = new Validity();
    private long offsets;
    private long data;
    private long dataCapacity;
    private long end;
    private long lastBatch;
    private int capacity;

    public OffsetByteColumn(BaseVariableWidthVector vector) {
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
        RawMemory.putInt(offsets, 0);
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
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) newEnd);
    }

    @Override
    boolean storeShortAscii(int row, long value, int length) {
        if (length > RawMemory.FEW
                || end + RawMemory.FEW > dataCapacity
                || !Utf8.isAscii(RawMemory.copyFew(value, data + end, length))) {
            return false;
        }
        end += length;
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
        return true;
    }

    private void grow(long needed) {
        if (needed > Integer.MAX_VALUE) {
            throw tooLarge(vector.getName(), "2 GiB");
        }
        vector.reallocDataBuffer(Math.max(needed, Math.min(2 * dataCapacity, Integer.MAX_VALUE)));
        locate();
    }

    @Override
    void appendNull(int row) {
        validity.setNull(row);
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
    }

    @Override
    void truncate(int rows) {
        validity.truncate(rows);
        end = RawMemory.getInt(offsets + ((long) rows << 2));
    }

    @Override
    public void finishBatch(int rows) {
        lastBatch = end;
        validity.finish(rows);
        vector.setLastSet(rows - 1);
        vector.setValueCount(rows);
    }
}

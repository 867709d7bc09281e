package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends values of one size at precomputed addresses. */
abstract class FixedWidthAppender extends ColumnAppender {

    private final BaseFixedWidthVector vector;
    private long validity;
    private long data;
    private int capacity;
    /** The row behind the last one that is not null. */
    private int written;

    FixedWidthAppender(BaseFixedWidthVector vector) {
        this.vector = vector;
    }

    @Override
    final void startBatch(int rows) {
        if (vector.getValueCapacity() < rows || isShared(vector.getValidityBuffer(), vector.getDataBuffer())) {
            vector.clear();
            vector.allocateNew(rows);
        }
        locate();
        written = 0;
        RawMemory.fill(validity, (capacity + 7L) >> 3, (byte) 0);
        clearData(data, capacity);
    }

    @Override
    final void locate() {
        validity = vector.getValidityBufferAddress();
        data = vector.getDataBufferAddress();
        capacity = vector.getValueCapacity();
    }

    @Override
    final void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                // Clears what it adds.
                vector.reAlloc();
            }
            locate();
        }
    }

    @Override
    final void truncate(int rows) {
        for (int row = rows; row < written; row++) {
            clearBit(validity, row);
            clearValue(data, row);
        }
        written = Math.min(written, rows);
    }

    /** Takes back what {@link #clearData} prepares. */
    void clearValue(long address, int row) {}

    /** Prepares the values' memory; most values are written whole and need none of it. */
    void clearData(long address, int rows) {}

    @Override
    final void appendNull(int row) {
        // All rows are null until they are written.
    }

    @Override
    final void finishBatch(int rows) {
        vector.setValueCount(rows);
    }

    /** Takes rows that lie packed in the order of this machine, without looking at them. */
    final void appendPacked(int firstRow, int rows, long values, int width) {
        RawMemory.copy(values, data + (long) firstRow * width, (long) rows * width);
        for (int row = firstRow; row < firstRow + rows; row++) {
            setBit(validity, row);
        }
        written = firstRow + rows;
    }

    final long data() {
        return data;
    }

    final boolean setValid(int row) {
        setBit(validity, row);
        written = row + 1;
        return true;
    }

    static void clearBit(long bits, int row) {
        long address = bits + (row >> 3);
        RawMemory.putByte(address, (byte) (RawMemory.getByte(address) & ~(1 << (row & 7))));
    }

    static void setBit(long bits, int row) {
        long address = bits + (row >> 3);
        RawMemory.putByte(address, (byte) (RawMemory.getByte(address) | 1 << (row & 7)));
    }
}

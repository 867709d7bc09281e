package io.aeroarrow.vector;

import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends values of one size at precomputed addresses. */
abstract class FixedWidthAppender extends ColumnAppender {

    private final BaseFixedWidthVector vector;
    private long validity;
    private long data;

    FixedWidthAppender(BaseFixedWidthVector vector) {
        this.vector = vector;
    }

    @Override
    final void startBatch(int rows) {
        if (vector.getValueCapacity() < rows || isShared(vector.getValidityBuffer(), vector.getDataBuffer())) {
            vector.clear();
            vector.allocateNew(rows);
        }
        validity = vector.getValidityBufferAddress();
        data = vector.getDataBufferAddress();
        RawMemory.fill(validity, (rows + 7L) >> 3, (byte) 0);
        clearData(data, rows);
    }

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

    final long data() {
        return data;
    }

    final boolean setValid(int row) {
        setBit(validity, row);
        return true;
    }

    static void setBit(long bits, int row) {
        long address = bits + (row >> 3);
        RawMemory.putByte(address, (byte) (RawMemory.getByte(address) | 1 << (row & 7)));
    }
}

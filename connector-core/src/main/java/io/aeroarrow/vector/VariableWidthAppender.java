package io.aeroarrow.vector;

import io.aeroarrow.protocol.Particle;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.BaseVariableWidthVector;

/** Appends text or bytes: one copy from the record to the vector. */
abstract class VariableWidthAppender extends ColumnAppender {

    private static final long SMALLEST_DATA = 1024;
    private final BaseVariableWidthVector vector;
    private long validity;
    private long offsets;
    private long data;
    private long dataCapacity;
    private long end;
    private int capacity;
    /** The row behind the last one that is not null. */
    private int written;

    VariableWidthAppender(BaseVariableWidthVector vector) {
        this.vector = vector;
    }

    static VariableWidthAppender utf8(BaseVariableWidthVector vector) {
        return new TextAppender(vector);
    }

    static VariableWidthAppender binary(BaseVariableWidthVector vector) {
        return new Bytes(vector);
    }

    @Override
    final void startBatch(int rows) {
        if (vector.getValueCapacity() < rows
                || isShared(vector.getValidityBuffer(), vector.getOffsetBuffer(), vector.getDataBuffer())) {
            // What the last batch took is the best guess for this one.
            long bytes = Math.max(SMALLEST_DATA, vector.getDataBuffer().capacity());
            vector.clear();
            vector.allocateNew(bytes, rows);
        }
        locate();
        end = 0;
        written = 0;
        RawMemory.fill(validity, (capacity + 7L) >> 3, (byte) 0);
        RawMemory.putInt(offsets, 0);
    }

    @Override
    final void locate() {
        validity = vector.getValidityBufferAddress();
        offsets = vector.getOffsetBufferAddress();
        data = vector.getDataBufferAddress();
        dataCapacity = vector.getDataBuffer().capacity();
        capacity = vector.getValueCapacity();
    }

    @Override
    final void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                // Clears what it adds.
                vector.reallocValidityAndOffsetBuffers();
            }
            locate();
        }
    }

    @Override
    final void truncate(int rows) {
        for (int row = rows; row < written; row++) {
            FixedWidthAppender.clearBit(validity, row);
        }
        if (rows < written) {
            end = RawMemory.getInt(offsets + ((long) rows << 2));
            written = rows;
        }
    }

    final boolean store(int row, long value, int length) {
        if (end + length > dataCapacity) {
            grow(length);
        }
        RawMemory.copy(value, data + end, length);
        end += length;
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
        FixedWidthAppender.setBit(validity, row);
        written = row + 1;
        return true;
    }

    /** Appends bytes that are on the heap. */
    final boolean store(int row, byte[] value, int length) {
        if (end + length > dataCapacity) {
            grow(length);
        }
        RawMemory.copy(value, 0, data + end, length);
        end += length;
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
        FixedWidthAppender.setBit(validity, row);
        written = row + 1;
        return true;
    }

    private void grow(int length) {
        long needed = end + length;
        if (needed > Integer.MAX_VALUE) {
            throw new IllegalStateException("a batch holds more than 2 GiB in column '" + vector.getName()
                    + "'; read fewer rows or bytes a batch");
        }
        vector.reallocDataBuffer(Math.max(needed, Math.min(2 * dataCapacity, Integer.MAX_VALUE)));
        locate();
    }

    @Override
    final void appendNull(int row) {
        RawMemory.putInt(offsets + ((long) (row + 1) << 2), (int) end);
    }

    @Override
    final void finishBatch(int rows) {
        vector.setLastSet(rows - 1);
        vector.setValueCount(rows);
    }

    private static final class Bytes extends VariableWidthAppender {
        Bytes(BaseVariableWidthVector vector) {
            super(vector);
        }

        @Override
        boolean append(int row, int particle, long value, int length) {
            return (Particle.isBlob(particle) || particle == Particle.STRING) && store(row, value, length);
        }
    }
}

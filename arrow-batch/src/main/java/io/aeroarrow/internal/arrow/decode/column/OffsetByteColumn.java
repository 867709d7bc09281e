package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.bytes.RawMemory;
import io.aeroarrow.internal.bytes.Utf8;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.FieldVector;

/**
 * Stores values contiguously in one data buffer and their ends in an offset buffer. The subclasses know the width of an
 * offset. A process that reads no large column loads only one subclass, so that the JIT inlines its methods.
 */
public abstract class OffsetByteColumn extends ByteColumn {

    private static final long MIN_DATA_BYTES = 1024;

    private final FieldVector vector;
    private final Validity validity = new Validity();
    /** The address of the offset buffer. */
    long offsets;

    private long data;
    private long dataCapacity;
    private long end;
    private long lastBatchBytes;
    private int capacity;

    private OffsetByteColumn(FieldVector vector) {
        this.vector = vector;
    }

    /** Returns a column with 32-bit offsets. */
    public static OffsetByteColumn of(BaseVariableWidthVector vector) {
        return new Narrow(vector);
    }

    /** Returns a column with 64-bit offsets. */
    public static OffsetByteColumn of(BaseLargeVariableWidthVector vector) {
        return new Wide(vector);
    }

    abstract void putOffset(int index, long offset);

    abstract long offset(int index);

    abstract void allocate(long bytes, int rows);

    abstract void growRows();

    /**
     * Grows the data buffer to at least {@code needed} bytes.
     *
     * @param current its capacity now
     */
    abstract void growData(long needed, long current);

    abstract void finishVector(int rows);

    @Override
    public final void startBatch(int rows) {
        ArrowBuf data = vector.getDataBuffer();
        if (vector.getValueCapacity() < rows
                || ColumnAppender.isShared(vector.getValidityBuffer(), vector.getOffsetBuffer(), data)) {
            vector.clear();
            // The size of the previous batch is the best estimate for this one.
            allocate(Math.max(MIN_DATA_BYTES, lastBatchBytes), rows);
        }
        validity.start(vector.getValidityBuffer());
        locate();
        end = 0;
        putOffset(0, 0);
    }

    @Override
    final void locate() {
        validity.locate(vector.getValidityBuffer());
        offsets = ArrowMemory.address(vector.getOffsetBuffer());
        data = ArrowMemory.address(vector.getDataBuffer());
        dataCapacity = vector.getDataBuffer().capacity();
        capacity = vector.getValueCapacity();
    }

    @Override
    public final void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                growRows();
            }
            locate();
        }
    }

    @Override
    public final void store(int row, long value, int length) {
        long newEnd = end + length;
        if (newEnd > dataCapacity) {
            growData(newEnd, dataCapacity);
            locate();
        }
        RawMemory.copy(value, data + end, length);
        end = newEnd;
        putOffset(row + 1, newEnd);
    }

    @Override
    final boolean storeShortAscii(int row, long value, int length) {
        if (length > RawMemory.FEW
                || end + RawMemory.FEW > dataCapacity
                || !Utf8.isAscii(RawMemory.copyFew(value, data + end, length))) {
            return false;
        }
        end += length;
        putOffset(row + 1, end);
        return true;
    }

    @Override
    final void appendNull(int row) {
        validity.setNull(row);
        putOffset(row + 1, end);
    }

    @Override
    final void truncate(int rows) {
        validity.truncate(rows);
        end = offset(rows);
    }

    @Override
    public final void finishBatch(int rows) {
        lastBatchBytes = end;
        validity.finish(rows);
        finishVector(rows);
    }

    private static final class Narrow extends OffsetByteColumn {
        private final BaseVariableWidthVector vector;

        Narrow(BaseVariableWidthVector vector) {
            super(vector);
            this.vector = vector;
        }

        @Override
        void putOffset(int index, long offset) {
            RawMemory.putInt(offsets + ((long) index << 2), (int) offset);
        }

        @Override
        long offset(int index) {
            return RawMemory.getInt(offsets + ((long) index << 2));
        }

        @Override
        void allocate(long bytes, int rows) {
            vector.allocateNew(bytes, rows);
        }

        @Override
        void growRows() {
            vector.reallocValidityAndOffsetBuffers();
        }

        @Override
        void growData(long needed, long current) {
            if (needed > Integer.MAX_VALUE) {
                throw tooLarge(vector.getName(), "2 GiB");
            }
            vector.reallocDataBuffer(Math.max(needed, Math.min(2 * current, Integer.MAX_VALUE)));
        }

        @Override
        void finishVector(int rows) {
            vector.setLastSet(rows - 1);
            vector.setValueCount(rows);
        }
    }

    private static final class Wide extends OffsetByteColumn {
        private final BaseLargeVariableWidthVector vector;

        Wide(BaseLargeVariableWidthVector vector) {
            super(vector);
            this.vector = vector;
        }

        @Override
        void putOffset(int index, long offset) {
            RawMemory.putLong(offsets + ((long) index << 3), offset);
        }

        @Override
        long offset(int index) {
            return RawMemory.getLong(offsets + ((long) index << 3));
        }

        @Override
        void allocate(long bytes, int rows) {
            vector.allocateNew(bytes, rows);
        }

        @Override
        void growRows() {
            vector.reallocValidityAndOffsetBuffers();
        }

        @Override
        void growData(long needed, long current) {
            while (vector.getDataBuffer().capacity() < needed) {
                vector.reallocDataBuffer();
            }
        }

        @Override
        void finishVector(int rows) {
            vector.setLastSet(rows - 1);
            vector.setValueCount(rows);
        }
    }
}

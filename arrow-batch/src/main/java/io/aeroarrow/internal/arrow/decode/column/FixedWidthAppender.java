package io.aeroarrow.internal.arrow.decode.column;

import io.aeroarrow.internal.arrow.check.ArrowMemory;
import io.aeroarrow.internal.bytes.RawMemory;
import org.apache.arrow.vector.BaseFixedWidthVector;

/** Appends values of one fixed size; the address of a value follows from its row. */
public abstract class FixedWidthAppender extends ColumnAppender {

    private final BaseFixedWidthVector vector;
    private final Validity validity = new Validity();
    private long data;
    private int capacity;

    FixedWidthAppender(BaseFixedWidthVector vector) {
        this.vector = vector;
    }

    @Override
    public final void startBatch(int rows) {
        if (vector.getValueCapacity() < rows || isShared(vector.getValidityBuffer(), vector.getDataBuffer())) {
            vector.clear();
            vector.allocateNew(rows);
        }
        validity.start(vector.getValidityBuffer());
        locate();
    }

    @Override
    public final void locate() {
        validity.locate(vector.getValidityBuffer());
        data = ArrowMemory.address(vector.getDataBuffer());
        capacity = vector.getValueCapacity();
    }

    @Override
    public final void reserve(int rows) {
        if (rows > capacity) {
            while (vector.getValueCapacity() < rows) {
                vector.reAlloc();
            }
            locate();
        }
    }

    @Override
    public final void truncate(int rows) {
        validity.truncate(rows);
    }

    @Override
    public final void appendNull(int row) {
        validity.setNull(row);
    }

    @Override
    public final void finishBatch(int rows) {
        validity.finish(rows);
        vector.setValueCount(rows);
    }

    /** Copies {@code rows} packed values in native byte order without checking them. */
    public final void appendPacked(int firstRow, int rows, long values, int width) {
        RawMemory.copy(values, data + (long) firstRow * width, (long) rows * width);
    }

    final long data() {
        return data;
    }
}

package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;
import io.aeroarrow.protocol.RawMemory;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;

/** Appends the pairs of maps: a cursor on a pair's key has its value right behind. */
final class PairAppender extends ColumnAppender {

    private final StructVector vector;
    private final ColumnAppender keys;
    private final ColumnAppender values;
    private final boolean nullableValues;
    private int capacity;

    PairAppender(StructVector vector) {
        this.vector = vector;
        FieldVector value = vector.getChildrenFromFields().get(1);
        keys = ColumnFactory.appender(vector.getChildrenFromFields().get(0));
        values = ColumnFactory.appender(value);
        nullableValues = value.getField().isNullable();
    }

    @Override
    void startBatch(int rows) {
        StructAppender.prepare(vector, rows);
        keys.startBatch(rows);
        values.startBatch(rows);
        locate();
    }

    @Override
    void reserve(int rows) {
        if (rows > capacity) {
            StructAppender.grow(vector, rows);
            locate();
        }
        keys.reserve(rows);
        values.reserve(rows);
    }

    @Override
    void locate() {
        capacity = StructAppender.capacity(vector);
        keys.locate();
        values.locate();
    }

    @Override
    boolean appendElement(int row, MsgpackCursor key) {
        if (!NestedAppender.appendTo(keys, false, row, key)) {
            return false;
        }
        key.next();
        if (!NestedAppender.appendTo(values, nullableValues, row, key)) {
            return false;
        }
        FixedWidthAppender.setBit(vector.getValidityBuffer().memoryAddress(), row);
        return true;
    }

    @Override
    boolean append(int row, int particle, long value, int length) {
        return false;
    }

    @Override
    void appendNull(int row) {
        throw new IllegalStateException("a map has no pair that is null");
    }

    @Override
    void truncate(int rows) {
        long validity = vector.getValidityBuffer().memoryAddress();
        long words = vector.getValidityBuffer().capacity() * Byte.SIZE;
        for (int row = rows; row < words && isSet(validity, row); row++) {
            FixedWidthAppender.clearBit(validity, row);
        }
        keys.truncate(rows);
        values.truncate(rows);
    }

    private static boolean isSet(long bits, int row) {
        return (RawMemory.getByte(bits + (row >> 3)) & 1 << (row & 7)) != 0;
    }

    @Override
    void finishBatch(int rows) {
        keys.finishBatch(rows);
        values.finishBatch(rows);
        vector.setValueCount(rows);
    }
}

package io.aeroarrow.vector;

import io.aeroarrow.protocol.MsgpackCursor;

/** Appends the pairs of maps: a cursor on a pair's key has its value right behind. */
final class PairAppender extends ColumnAppender {

    private final StructMemory memory;
    private final ColumnAppender keys;
    private final ColumnAppender values;
    private final boolean nullableValues;

    PairAppender(StructMemory memory, ColumnAppender keys, ColumnAppender values, boolean nullableValues) {
        this.memory = memory;
        this.keys = keys;
        this.values = values;
        this.nullableValues = nullableValues;
    }

    @Override
    void startBatch(int rows) {
        memory.startBatch(rows);
        keys.startBatch(rows);
        values.startBatch(rows);
    }

    @Override
    void reserve(int rows) {
        if (memory.grow(rows)) {
            locate();
        }
        keys.reserve(rows);
        values.reserve(rows);
    }

    @Override
    void locate() {
        memory.locate();
        keys.locate();
        values.locate();
    }

    @Override
    boolean appendElement(int row, MsgpackCursor key) {
        if (!NestedAppender.appendTo(keys, false, row, key)) {
            return false;
        }
        key.next();
        return NestedAppender.appendTo(values, nullableValues, row, key);
    }

    @Override
    long appendPlain(int row, long at, long end) {
        long value = keys.appendPlainOrNull(row, false, at, end);
        return value == 0 ? 0 : values.appendPlainOrNull(row, nullableValues, value, end);
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
        keys.truncate(rows);
        values.truncate(rows);
    }

    @Override
    void finishBatch(int rows) {
        keys.finishBatch(rows);
        values.finishBatch(rows);
        memory.finishBatch(rows);
    }
}

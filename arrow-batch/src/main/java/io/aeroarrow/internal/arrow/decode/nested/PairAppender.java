package io.aeroarrow.internal.arrow.decode.nested;

import io.aeroarrow.internal.arrow.decode.column.ColumnAppender;
import io.aeroarrow.internal.value.MsgpackCursor;

/** Appends key-value pairs of maps. In msgpack, the value of a pair directly follows its key. */
public final class PairAppender extends ColumnAppender {

    private final StructMemory memory;
    private final ColumnAppender keys;
    private final ColumnAppender values;
    private final boolean nullableValues;

    public PairAppender(StructMemory memory, ColumnAppender keys, ColumnAppender values, boolean nullableValues) {
        this.memory = memory;
        this.keys = keys;
        this.values = values;
        this.nullableValues = nullableValues;
    }

    @Override
    public void startBatch(int rows) {
        memory.startBatch(rows);
        keys.startBatch(rows);
        values.startBatch(rows);
    }

    @Override
    public void reserve(int rows) {
        if (memory.grow(rows)) {
            locate();
        }
        keys.reserve(rows);
        values.reserve(rows);
    }

    @Override
    public void locate() {
        memory.locate();
        keys.locate();
        values.locate();
    }

    @Override
    public boolean appendElement(int row, MsgpackCursor key) {
        if (!NestedAppender.appendTo(keys, false, row, key)) {
            return false;
        }
        key.next();
        return NestedAppender.appendTo(values, nullableValues, row, key);
    }

    @Override
    public long appendPlain(int row, long at, long end) {
        long value = keys.appendPlainOrNull(row, false, at, end);
        return value == 0 ? 0 : values.appendPlainOrNull(row, nullableValues, value, end);
    }

    @Override
    public boolean append(int row, int particle, long value, int length) {
        return false;
    }

    @Override
    public void appendNull(int row) {
        throw new IllegalStateException("a pair of a map cannot be null");
    }

    @Override
    public void truncate(int rows) {
        keys.truncate(rows);
        values.truncate(rows);
    }

    @Override
    public void finishBatch(int rows) {
        keys.finishBatch(rows);
        values.finishBatch(rows);
        memory.finishBatch(rows);
    }
}
